package io.holdfast.application.identity;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Gives a user who cannot sign in a temporary password, which an admin hands over. It is good for
/// choosing another one, for a day. All sessions end.
public final class ResetPassword {

    public sealed interface Outcome {
        record Reset(Password temporary, Instant until) implements Outcome {}

        record UnknownUser(Username username) implements Outcome {}

        /// An identity provider keeps the user's password.
        record External(Username username) implements Outcome {}

        /// Somebody else changed the user at the same moment; nothing was done.
        record Conflict(Username username) implements Outcome {}
    }

    private static final Duration GOOD_FOR = Duration.ofDays(1);

    /// Without what is easily mistaken for something else.
    private static final String ALPHABET =
            "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz";

    private static final int LENGTH = 20;

    private final Transactions transactions;
    private final Users users;
    private final Sessions sessions;
    private final PasswordHasher hasher;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param random a cryptographically strong source
    public ResetPassword(
            Transactions transactions,
            Users users,
            Sessions sessions,
            PasswordHasher hasher,
            InstantSource clock,
            RandomGenerator random) {
        this.transactions = transactions;
        this.users = users;
        this.sessions = sessions;
        this.hasher = hasher;
        this.clock = clock;
        this.random = random;
    }

    public Outcome reset(Username username) {
        var temporary = temporary();
        var until = clock.instant().plus(GOOD_FOR);
        // Hashing is slow on purpose: it must not hold a connection.
        var credential = new Credential.Temporary(hasher.hash(temporary), until);
        return transactions.call(() -> {
            var found = users.find(username);
            if (found.isEmpty()) {
                return new Outcome.UnknownUser(username);
            }
            var user = found.get();
            if (user.credential() instanceof Credential.External) {
                return new Outcome.External(user.username());
            }
            return switch (users.update(user.withCredential(credential))) {
                case Users.Update.Stale() -> new Outcome.Conflict(user.username());
                case Users.Update.Updated() -> {
                    var _ = sessions.endAll(user.id(), clock.instant());
                    yield new Outcome.Reset(temporary, until);
                }
            };
        });
    }

    private Password temporary() {
        var text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Password(text.toString());
    }
}
