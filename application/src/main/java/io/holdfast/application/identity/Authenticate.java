package io.holdfast.application.identity;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/// Recognises who is calling, from what the request shows. Asks the database each time, so that a
/// removed key or a withdrawn approval counts at once.
public final class Authenticate {

    public sealed interface Client {
        record Recognised(ApiKey key) implements Client {}

        /// Unknown, removed or expired.
        record Rejected() implements Client {}
    }

    public sealed interface Person {
        record Recognised(User user) implements Person {}

        /// Not a genuine token, or its time is over, or the user is gone.
        record Rejected() implements Person {}

        /// Genuine, but the approval was taken back.
        record NotApproved() implements Person {}
    }

    private final ApiKeys keys;
    private final Users users;
    private final AccessTokens tokens;
    private final Sha256 sha256;
    private final InstantSource clock;

    public Authenticate(
            ApiKeys keys, Users users, AccessTokens tokens, Sha256 sha256, InstantSource clock) {
        this.keys = keys;
        this.users = users;
        this.tokens = tokens;
        this.sha256 = sha256;
        this.clock = clock;
    }

    /// The holder of an API key.
    public Client client(String key) {
        var digest = sha256.hex(key.getBytes(StandardCharsets.UTF_8));
        return keys.findByDigest(digest)
                .filter(found -> found.isLive(clock.instant()))
                .<Client>map(Client.Recognised::new)
                .orElseGet(Client.Rejected::new);
    }

    /// The user behind an access token.
    public Person person(String token) {
        return switch (tokens.verify(token, clock.instant())) {
            case AccessTokens.Verified.Rejected() -> new Person.Rejected();
            case AccessTokens.Verified.Genuine(var id) -> {
                var user = users.find(id);
                if (user.isEmpty()) {
                    yield new Person.Rejected();
                }
                yield user.get().approved()
                        ? new Person.Recognised(user.get())
                        : new Person.NotApproved();
            }
        };
    }
}
