package io.holdfast.application.identity;

import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;

/// What an admin decides on a user. Whoever loses a right is out at once: the sessions end with it,
/// and are not revived when the right is given back.
public final class ChangeUser {

    public sealed interface Change {
        record Approve(boolean approve) implements Change {}

        record Lock(boolean lock) implements Change {}

        record GiveRole(Role role) implements Change {}
    }

    public record Command(Username username, Change change) {}

    public sealed interface Outcome {
        record Changed(User user) implements Outcome {}

        record UnknownUser(Username username) implements Outcome {}

        /// Without this user nobody could approve anybody any more.
        record LastAdmin(Username username) implements Outcome {}

        /// Somebody else changed the user at the same moment; nothing was done.
        record Conflict(Username username) implements Outcome {}
    }

    private final Transactions transactions;
    private final Users users;
    private final Sessions sessions;
    private final InstantSource clock;

    public ChangeUser(
            Transactions transactions, Users users, Sessions sessions, InstantSource clock) {
        this.transactions = transactions;
        this.users = users;
        this.sessions = sessions;
        this.clock = clock;
    }

    public Outcome change(Command command) {
        return transactions.call(() -> decide(command));
    }

    private Outcome decide(Command command) {
        int activeAdmins = users.lockActiveAdmins();
        var found = users.find(command.username());
        if (found.isEmpty()) {
            return new Outcome.UnknownUser(command.username());
        }
        var before = found.get();
        var after = apply(command.change(), before);
        if (before.isActiveAdmin() && !after.isActiveAdmin() && activeAdmins <= 1) {
            return new Outcome.LastAdmin(before.username());
        }
        return switch (users.update(after)) {
            case Users.Update.Stale() -> new Outcome.Conflict(before.username());
            case Users.Update.Updated() -> {
                if (losesRights(before, after)) {
                    var _ = sessions.endAll(after.id(), clock.instant());
                }
                yield new Outcome.Changed(after);
            }
        };
    }

    private static User apply(Change change, User user) {
        return switch (change) {
            case Change.Approve(var approve) -> user.withApproval(approve);
            case Change.Lock(var lock) -> user.withLock(lock);
            case Change.GiveRole(var role) -> user.withRole(role);
        };
    }

    private static boolean losesRights(User before, User after) {
        return (before.isActive() && !after.isActive())
                || (before.role() == Role.ADMIN && after.role() != Role.ADMIN);
    }
}
