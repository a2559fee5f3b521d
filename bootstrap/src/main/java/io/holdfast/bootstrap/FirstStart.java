package io.holdfast.bootstrap;

import io.holdfast.application.identity.EnsureAdmin;
import io.holdfast.application.identity.IssueApiKey;
import io.holdfast.application.identity.KeepConfiguredKey;
import io.holdfast.bootstrap.config.Config;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.identity.Username;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// What a server needs before anybody can use it: an admin and keys. The demo makes up what nobody
/// configured and says it once; production makes up nothing.
final class FirstStart {

    private static final int PASSWORD_BYTES = 12;
    private static final String DEMO_CLIENT = "demo";
    private static final String DEMO_ADMIN_CLIENT = "demo-admin";

    private final App app;
    private final Config.Security security;
    private final boolean demo;

    FirstStart(App app) {
        this.app = app;
        this.security = app.config().security();
        this.demo = app.config().profile() == Config.Profile.DEMO;
    }

    /// @return lines to show to whoever started the server; secrets among them are never shown
    ///   again
    List<String> prepare() {
        keepConfigured(KeepConfiguredKey.CLIENT, Scope.ofClients(), security.apiKey());
        keepConfigured(KeepConfiguredKey.ADMIN_CLIENT, Set.of(Scope.ADMIN), security.adminApiKey());
        var lines = new ArrayList<>(admin());
        if (demo && app.identity().apiKeys().list(1).isEmpty()) {
            lines.add("client key   " + issue(DEMO_CLIENT, Scope.ofClients()));
            lines.add("admin key    " + issue(DEMO_ADMIN_CLIENT, Set.of(Scope.ADMIN)));
        }
        if (demo && !lines.isEmpty()) {
            lines.add("Made-up secrets are shown this once; only their hashes are kept.");
        }
        return lines;
    }

    private void keepConfigured(String client, Set<Scope> scopes, Config.Secret key) {
        app.identity()
                .keepConfiguredKey()
                .keep(new KeepConfiguredKey.Command(client, scopes, key.value()));
    }

    private List<String> admin() {
        var ensure = app.identity().ensureAdmin();
        if (!ensure.isNeeded()) {
            return List.of();
        }
        var configured = security.adminPassword();
        if (!configured.isSet() && !demo) {
            return List.of(
                    "There is no admin yet: ./holdfast user create NAME --role admin --approved");
        }
        var password = configured.isSet() ? configured.value() : randomPassword();
        var username = new Username(security.adminUsername());
        return switch (ensure.ensure(new EnsureAdmin.Command(username, new Password(password)))) {
            case EnsureAdmin.Outcome.Created _ ->
                    List.of(
                            "admin        " + username,
                            "password     " + (configured.isSet() ? "(as configured)" : password));
            case EnsureAdmin.Outcome.AlreadyThere _ -> List.of();
            case EnsureAdmin.Outcome.NameTaken _ ->
                    List.of(
                            "There is no approved admin, and %s is somebody else: ./holdfast user approve NAME"
                                    .formatted(username));
        };
    }

    private String issue(String client, Set<Scope> scopes) {
        var command =
                new IssueApiKey.Command(client, scopes, Tier.INTERNAL, List.of(), Instant.MAX);
        return switch (app.identity().issueApiKey().issue(command)) {
            case IssueApiKey.Outcome.Issued(var _, var text) -> text;
            case IssueApiKey.Outcome.TooMany _, IssueApiKey.Outcome.Configured _ ->
                    throw new IllegalStateException("keys appeared while they were made");
        };
    }

    private static String randomPassword() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
