package io.holdfast.application.identity;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHash;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import java.time.Duration;
import java.time.InstantSource;

/// Exchanges a name and a password for a session and its access token.
public final class SignIn {

    /// @param address where the request comes from
    /// @param agent what the client says it is
    public record Command(String username, Password password, String address, String agent) {}

    public sealed interface Outcome {
        record SignedIn(String token, Duration lifetime) implements Outcome {
            @Override
            public String toString() {
                return "SignedIn[hidden]";
            }
        }

        /// Unknown name or wrong password; the two are not told apart, nor by their time.
        record WrongCredentials() implements Outcome {}

        record TooMany(Duration retryAfter) implements Outcome {}

        /// The password fits, and is good for choosing another one only.
        record PasswordChangeNeeded() implements Outcome {}

        /// The password fits, the approval is missing.
        record NotApproved() implements Outcome {}

        /// The password fits, an admin has locked the user.
        record Locked() implements Outcome {}
    }

    private final Transactions transactions;
    private final CheckPassword checkPassword;
    private final Users users;
    private final Sessions sessions;
    private final PasswordHasher hasher;
    private final AccessTokens tokens;
    private final Duration lifetime;
    private final IdSource ids;
    private final InstantSource clock;

    /// @param lifetime of a session, 30 days by default
    public SignIn(
            Transactions transactions,
            CheckPassword checkPassword,
            Users users,
            Sessions sessions,
            PasswordHasher hasher,
            AccessTokens tokens,
            Duration lifetime,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.checkPassword = checkPassword;
        this.users = users;
        this.sessions = sessions;
        this.hasher = hasher;
        this.tokens = tokens;
        this.lifetime = lifetime;
        this.ids = ids;
        this.clock = clock;
    }

    public Outcome signIn(Command command) {
        return switch (checkPassword.check(
                command.username(), command.password(), command.address())) {
            case CheckPassword.Outcome.Wrong() -> new Outcome.WrongCredentials();
            case CheckPassword.Outcome.TooMany(var retryAfter) -> new Outcome.TooMany(retryAfter);
            case CheckPassword.Outcome.Fits(var user, var hash) -> enter(command, user, hash);
        };
    }

    private Outcome enter(Command command, User user, PasswordHash hash) {
        if (user.locked()) {
            return new Outcome.Locked();
        }
        if (!user.approved()) {
            return new Outcome.NotApproved();
        }
        if (user.credential() instanceof Credential.Temporary) {
            return new Outcome.PasswordChangeNeeded();
        }
        var now = clock.instant();
        var session =
                new Session(
                        ids.next(),
                        user.id(),
                        now,
                        now.plus(lifetime),
                        CheckPassword.subscriber(command.address()),
                        shortened(command.agent()));
        return switch (transactions.call(() -> begin(session, user))) {
            case Sessions.Beginning.NotActive() -> new Outcome.NotApproved();
            case Sessions.Beginning.Begun() when sessions.find(session.id()).isEmpty() ->
                    new Outcome.WrongCredentials();
            case Sessions.Beginning.Begun() -> {
                renew(command, user, hash);
                yield new Outcome.SignedIn(tokens.issue(session), lifetime);
            }
        };
    }

    /// Whoever changes a password ends all sessions: one that begins by the old password just then
    /// must not outlive it. Beginning locks the user, so that what is read then stays.
    private Sessions.Beginning begin(Session session, User user) {
        var begun = sessions.begin(session);
        boolean sameCredential =
                users.find(user.id())
                        .filter(now -> now.credential().equals(user.credential()))
                        .isPresent();
        if (!sameCredential) {
            var _ = sessions.end(user.id(), session.id(), session.startedAt());
        }
        return begun;
    }

    /// The one moment at which the password is at hand to be hashed as is thought right today.
    private void renew(Command command, User user, PasswordHash hash) {
        if (hasher.isOutdated(hash)) {
            var renewed = new Credential.Chosen(hasher.hash(command.password()));
            // Whoever changed the user meanwhile wins; there will be another sign-in.
            var _ = transactions.call(() -> users.update(user.withCredential(renewed)));
        }
    }

    private static String shortened(String agent) {
        return agent.length() <= Session.MAX_AGENT_LENGTH
                ? agent
                : agent.substring(0, Session.MAX_AGENT_LENGTH);
    }
}
