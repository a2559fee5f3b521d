package io.holdfast.application.identity;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Violation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Replaces a user's password by one that the user chose, and ends all sessions. The present
/// password is the credential, so that a temporary one can be replaced before the first sign-in.
public final class ChangePassword {

    /// @param address where the request comes from
    public record Command(String username, Password present, Password chosen, String address) {}

    public sealed interface Outcome {
        record Changed() implements Outcome {}

        /// Unknown name or wrong password, as in `SignIn`.
        record WrongCredentials() implements Outcome {}

        record TooMany(Duration retryAfter) implements Outcome {}

        /// Not approved, or locked.
        record NotActive() implements Outcome {}

        /// The new password is not taken.
        record Invalid(List<Violation> violations) implements Outcome {}

        /// Somebody else changed the user at the same moment; nothing was done.
        record Conflict() implements Outcome {}
    }

    private final Transactions transactions;
    private final CheckPassword checkPassword;
    private final PasswordRules rules;
    private final Users users;
    private final Sessions sessions;
    private final PasswordHasher hasher;
    private final InstantSource clock;

    public ChangePassword(
            Transactions transactions,
            CheckPassword checkPassword,
            PasswordRules rules,
            Users users,
            Sessions sessions,
            PasswordHasher hasher,
            InstantSource clock) {
        this.transactions = transactions;
        this.checkPassword = checkPassword;
        this.rules = rules;
        this.users = users;
        this.sessions = sessions;
        this.hasher = hasher;
        this.clock = clock;
    }

    public Outcome change(Command command) {
        return switch (checkPassword.check(
                command.username(), command.present(), command.address())) {
            case CheckPassword.Outcome.Wrong() -> new Outcome.WrongCredentials();
            case CheckPassword.Outcome.TooMany(var retryAfter) -> new Outcome.TooMany(retryAfter);
            case CheckPassword.Outcome.Fits(var user, var _) -> replace(command, user);
        };
    }

    private Outcome replace(Command command, User user) {
        if (!user.isActive()) {
            return new Outcome.NotActive();
        }
        var violations =
                new ArrayList<>(rules.check("new_password", command.chosen(), user.username()));
        if (command.chosen().equals(command.present())) {
            violations.add(Violation.at("new_password", "must not be the present one"));
        }
        if (!violations.isEmpty()) {
            return new Outcome.Invalid(List.copyOf(violations));
        }
        // Hashing is slow on purpose: it must not hold a connection.
        var credential = new Credential.Chosen(hasher.hash(command.chosen()));
        return transactions.call(() ->
                switch (users.update(user.withCredential(credential))) {
                    case Users.Update.Stale() -> new Outcome.Conflict();
                    case Users.Update.Updated() -> {
                        var _ = sessions.endAll(user.id(), clock.instant());
                        yield new Outcome.Changed();
                    }
                });
    }
}
