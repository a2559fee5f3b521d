package io.holdfast.application.identity;

import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;
import java.util.UUID;

/// Ends sessions: a user's own, or by an admin another user's. Their tokens are refused from the
/// next request on.
public final class SignOut {

    public sealed interface Outcome {
        /// @param sessions how many were ended
        record Ended(int sessions) implements Outcome {}

        record UnknownSession() implements Outcome {}

        record UnknownUser(Username username) implements Outcome {}
    }

    private final Transactions transactions;
    private final Users users;
    private final Sessions sessions;
    private final InstantSource clock;

    public SignOut(Transactions transactions, Users users, Sessions sessions, InstantSource clock) {
        this.transactions = transactions;
        this.users = users;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// One of the user's own.
    public Outcome one(User user, UUID session) {
        boolean ended = transactions.call(() -> sessions.end(user.id(), session, clock.instant()));
        return ended ? new Outcome.Ended(1) : new Outcome.UnknownSession();
    }

    /// All of the user's own.
    public Outcome everywhere(User user) {
        return new Outcome.Ended(
                transactions.call(() -> sessions.endAll(user.id(), clock.instant())));
    }

    /// All of somebody's, for admins.
    public Outcome everywhere(Username username) {
        return transactions.call(() ->
                users.find(username)
                        .<Outcome>map(user ->
                                new Outcome.Ended(sessions.endAll(user.id(), clock.instant())))
                        .orElseGet(() -> new Outcome.UnknownUser(username)));
    }
}
