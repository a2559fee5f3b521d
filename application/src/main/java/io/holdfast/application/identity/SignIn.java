package io.holdfast.application.identity;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHash;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.IdSource;
import java.time.InstantSource;
import java.util.Optional;

/// Exchanges a name and a password for an access token.
public final class SignIn {

    public record Command(String username, Password password) {}

    public sealed interface Outcome {
        record SignedIn(AccessTokens.Issued token) implements Outcome {}

        /// Unknown name or wrong password; the two are not told apart, nor by their time.
        record WrongCredentials() implements Outcome {}

        /// The password fits, the approval is missing.
        record NotApproved() implements Outcome {}
    }

    private final Users users;
    private final PasswordHasher hasher;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final PasswordHash decoy;

    public SignIn(
            Users users,
            PasswordHasher hasher,
            AccessTokens tokens,
            IdSource ids,
            InstantSource clock) {
        this.users = users;
        this.hasher = hasher;
        this.tokens = tokens;
        this.clock = clock;
        this.decoy = hasher.hash(new Password(ids.next().toString()));
    }

    public Outcome signIn(Command command) {
        var user =
                Username.isValid(command.username())
                        ? users.find(new Username(command.username()))
                        : Optional.<User>empty();
        if (user.isEmpty()) {
            hasher.matches(command.password(), decoy);
            return new Outcome.WrongCredentials();
        }
        if (!hasher.matches(command.password(), user.get().passwordHash())) {
            return new Outcome.WrongCredentials();
        }
        if (!user.get().approved()) {
            return new Outcome.NotApproved();
        }
        return new Outcome.SignedIn(tokens.issue(user.get(), clock.instant()));
    }
}
