package io.holdfast.application.identity;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHash;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;

/// Makes the first admin, approved, where nobody could approve anybody yet.
public final class EnsureAdmin {

    public record Command(Username username, Password password) {}

    public sealed interface Outcome {
        record Created(Username username) implements Outcome {}

        /// There is an approved admin; nothing changed.
        record AlreadyThere() implements Outcome {}

        /// No approved admin, and the name belongs to another user.
        record NameTaken(Username username) implements Outcome {}
    }

    private final Transactions transactions;
    private final Users users;
    private final PasswordHasher hasher;
    private final IdSource ids;
    private final InstantSource clock;

    public EnsureAdmin(
            Transactions transactions,
            Users users,
            PasswordHasher hasher,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.users = users;
        this.hasher = hasher;
        this.ids = ids;
        this.clock = clock;
    }

    /// Whether `ensure` would make an admin now.
    public boolean isNeeded() {
        return transactions.call(() -> users.lockActiveAdmins() == 0);
    }

    public Outcome ensure(Command command) {
        if (!isNeeded()) {
            return new Outcome.AlreadyThere();
        }
        var hash = hasher.hash(command.password());
        var outcome = insert(command, hash);
        // Of two callers at once the later one finds the name taken: by the admin of the other.
        return outcome instanceof Outcome.NameTaken && !isNeeded()
                ? new Outcome.AlreadyThere()
                : outcome;
    }

    private Outcome insert(Command command, PasswordHash hash) {
        return transactions.call(() -> {
            if (users.lockActiveAdmins() > 0) {
                return new Outcome.AlreadyThere();
            }
            var user =
                    new User(
                            ids.next(),
                            command.username(),
                            new Credential.Chosen(hash),
                            Role.ADMIN,
                            true,
                            false,
                            clock.instant(),
                            0);
            return switch (users.insert(user)) {
                case Users.Insertion.Inserted() -> new Outcome.Created(user.username());
                case Users.Insertion.NameTaken() -> new Outcome.NameTaken(user.username());
            };
        });
    }
}
