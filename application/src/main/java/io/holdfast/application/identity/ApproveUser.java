package io.holdfast.application.identity;

import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.Transactions;

/// Gives or takes back a user's approval. A token of a user without approval is refused from the
/// next request on.
public final class ApproveUser {

    public record Command(Username username, boolean approve) {}

    public sealed interface Outcome {
        record Decided(Username username, boolean approved) implements Outcome {}

        record UnknownUser(Username username) implements Outcome {}

        /// Without this user nobody could approve anybody any more.
        record LastAdmin(Username username) implements Outcome {}

        /// Somebody else changed the user at the same moment; nothing was done.
        record Conflict(Username username) implements Outcome {}
    }

    private final Transactions transactions;
    private final Users users;

    public ApproveUser(Transactions transactions, Users users) {
        this.transactions = transactions;
        this.users = users;
    }

    public Outcome approve(Command command) {
        return transactions.call(() -> decide(command));
    }

    private Outcome decide(Command command) {
        int activeAdmins = users.lockActiveAdmins();
        var found = users.find(command.username());
        if (found.isEmpty()) {
            return new Outcome.UnknownUser(command.username());
        }
        var user = found.get();
        if (!command.approve() && user.isActiveAdmin() && activeAdmins <= 1) {
            return new Outcome.LastAdmin(user.username());
        }
        return switch (users.update(user.withApproval(command.approve()))) {
            case Users.Update.Updated() -> new Outcome.Decided(user.username(), command.approve());
            case Users.Update.Stale() -> new Outcome.Conflict(user.username());
        };
    }
}
