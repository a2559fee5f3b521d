package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.identity.AnswerOnce;
import io.holdfast.application.identity.Authenticate;
import io.holdfast.application.identity.ChangePassword;
import io.holdfast.application.identity.ChangeUser;
import io.holdfast.application.identity.CheckPassword;
import io.holdfast.application.identity.EnsureAdmin;
import io.holdfast.application.identity.ErasePerson;
import io.holdfast.application.identity.ExportPerson;
import io.holdfast.application.identity.IssueApiKey;
import io.holdfast.application.identity.KeepConfiguredKey;
import io.holdfast.application.identity.LimitRequests;
import io.holdfast.application.identity.ListSessions;
import io.holdfast.application.identity.PasswordRules;
import io.holdfast.application.identity.RecordAction;
import io.holdfast.application.identity.RegisterUser;
import io.holdfast.application.identity.ResetPassword;
import io.holdfast.application.identity.RevokeApiKey;
import io.holdfast.application.identity.SignIn;
import io.holdfast.application.identity.SignOut;
import io.holdfast.bootstrap.config.Config;
import io.holdfast.bootstrap.database.DataFolder;
import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.ApiKeyQueries;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.AuditQueries;
import io.holdfast.domain.identity.CommonPasswords;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.kernel.IdSource;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

/// Who may do what: its use cases over their adapters.
public final class IdentityWiring {

    /// One for all: it bounds how many hashes are computed at once.
    private final PasswordHasher passwordHasher =
            WebAdapter.passwordHasher(Runtime.getRuntime().availableProcessors());

    private final CommonPasswords commonPasswords = WebAdapter.commonPasswords();
    private final Config config;
    private final PersistenceAdapter persistence;
    private final DataFolder folder;
    private final MessageDigestSha256 sha256;
    private final IdSource ids;
    private final Clock clock;

    IdentityWiring(
            Config config,
            PersistenceAdapter persistence,
            DataFolder folder,
            MessageDigestSha256 sha256,
            IdSource ids,
            Clock clock) {
        this.config = config;
        this.persistence = persistence;
        this.folder = folder;
        this.sha256 = sha256;
        this.ids = ids;
        this.clock = clock;
    }

    public UserQueries userQueries() {
        return persistence.identity().userQueries();
    }

    public ApiKeyQueries apiKeyQueries() {
        return persistence.identity().apiKeyQueries();
    }

    public ApiKeys apiKeys() {
        return persistence.identity().apiKeys();
    }

    public AuditQueries auditQueries() {
        return persistence.identity().auditQueries();
    }

    public RecordAction recordAction() {
        return new RecordAction(
                persistence.identity().auditTrail(), persistence.identity().users(), ids, clock);
    }

    public PasswordHasher passwordHasher() {
        return passwordHasher;
    }

    public RegisterUser registerUser() {
        return new RegisterUser(
                persistence.transactions(),
                persistence.identity().users(),
                passwordRules(),
                passwordHasher(),
                ids,
                clock);
    }

    public ChangeUser changeUser() {
        return new ChangeUser(
                persistence.transactions(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                clock);
    }

    public ExportPerson exportPerson() {
        return new ExportPerson(persistence.identity().users(), persistence.personalData());
    }

    public ErasePerson erasePerson() {
        return new ErasePerson(
                persistence.transactions(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                persistence.personalData(),
                ids,
                clock);
    }

    public AnswerOnce answerOnce() {
        return new AnswerOnce(
                persistence.transactions(),
                persistence.identity().keptAnswers(),
                sha256,
                tokenSecret(),
                clock);
    }

    public EnsureAdmin ensureAdmin() {
        return new EnsureAdmin(
                persistence.transactions(),
                persistence.identity().users(),
                passwordHasher(),
                ids,
                clock);
    }

    public IssueApiKey issueApiKey() {
        return new IssueApiKey(
                persistence.transactions(),
                persistence.identity().apiKeys(),
                sha256,
                ids,
                clock,
                new SecureRandom());
    }

    public RevokeApiKey revokeApiKey() {
        return new RevokeApiKey(persistence.transactions(), persistence.identity().apiKeys());
    }

    public ResetPassword resetPassword() {
        return new ResetPassword(
                persistence.transactions(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                passwordHasher(),
                clock,
                new SecureRandom());
    }

    public SignOut signOut() {
        return new SignOut(
                persistence.transactions(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                clock);
    }

    ChangePassword changePassword() {
        return new ChangePassword(
                persistence.transactions(),
                checkPassword(),
                passwordRules(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                passwordHasher(),
                clock);
    }

    KeepConfiguredKey keepConfiguredKey() {
        return new KeepConfiguredKey(
                persistence.transactions(), persistence.identity().apiKeys(), sha256, ids, clock);
    }

    private PasswordRules passwordRules() {
        return new PasswordRules(commonPasswords);
    }

    private CheckPassword checkPassword() {
        return new CheckPassword(
                persistence.identity().users(),
                persistence.identity().sessions(),
                persistence.identity().rateLimiter(),
                passwordHasher(),
                ids,
                clock);
    }

    LimitRequests limitRequests() {
        return new LimitRequests(persistence.identity().rateLimiter(), config.limits());
    }

    SignIn signIn(AccessTokens tokens) {
        return new SignIn(
                persistence.transactions(),
                checkPassword(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                passwordHasher(),
                tokens,
                config.security().tokenLifetime(),
                ids,
                clock);
    }

    Authenticate authenticate(AccessTokens tokens) {
        return new Authenticate(
                persistence.identity().credentials(),
                persistence.identity().users(),
                persistence.identity().keyUsage(),
                tokens,
                sha256,
                ids,
                clock);
    }

    /// Signed as configured; the demo makes a secret and keeps it in its folder.
    AccessTokens accessTokens() {
        var own =
                switch (config.security().signing()) {
                    case Config.Signing.BySecret(var _, var earlier) ->
                            WebAdapter.accessTokens(
                                    bytes(tokenSecret()),
                                    earlier.stream().map(one -> bytes(one.value())).toList());
                    case Config.Signing.ByPrivateKey(var algorithm, var pem) ->
                            WebAdapter.accessTokens(algorithm, pem.value());
                };
        return switch (config.security().provider()) {
            case Config.Provider.None() -> own;
            case Config.Provider.Trusted(var issuer, var audience, var usernameClaim) ->
                    WebAdapter.withProvider(own, issuer, audience, usernameClaim);
        };
    }

    /// What tokens are signed with; the same on every node.
    private String tokenSecret() {
        return switch (config.security().signing()) {
            case Config.Signing.BySecret(var present, var _) ->
                    present.isSet() ? present.value() : folder.secret(App.TOKEN_SECRET);
            case Config.Signing.ByPrivateKey(var _, var pem) -> pem.value();
        };
    }

    ListSessions listSessions() {
        return new ListSessions(
                persistence.identity().users(), persistence.identity().sessionQueries(), clock);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
