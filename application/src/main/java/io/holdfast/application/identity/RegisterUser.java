package io.holdfast.application.identity;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Violation;
import java.time.InstantSource;
import java.util.List;

/// Takes a new user's wish to join. The user cannot sign in before an admin approves.
public final class RegisterUser {

    public record Command(Username username, Password password, Role role) {}

    public sealed interface Outcome {
        record Registered(User user) implements Outcome {}

        record NameTaken() implements Outcome {}

        /// The password is not taken.
        record Invalid(List<Violation> violations) implements Outcome {}
    }

    private final Transactions transactions;
    private final Users users;
    private final PasswordRules rules;
    private final PasswordHasher hasher;
    private final IdSource ids;
    private final InstantSource clock;

    public RegisterUser(
            Transactions transactions,
            Users users,
            PasswordRules rules,
            PasswordHasher hasher,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.users = users;
        this.rules = rules;
        this.hasher = hasher;
        this.ids = ids;
        this.clock = clock;
    }

    public Outcome register(Command command) {
        var violations = rules.check("password", command.password(), command.username());
        if (!violations.isEmpty()) {
            return new Outcome.Invalid(violations);
        }
        // Hashing is slow on purpose: it must not hold a connection.
        var hash = hasher.hash(command.password());
        var user =
                new User(
                        ids.next(),
                        command.username(),
                        new Credential.Chosen(hash),
                        command.role(),
                        false,
                        false,
                        clock.instant(),
                        0);
        return transactions.call(() ->
                switch (users.insert(user)) {
                    case Users.Insertion.Inserted() -> new Outcome.Registered(user);
                    case Users.Insertion.NameTaken() -> new Outcome.NameTaken();
                });
    }
}
