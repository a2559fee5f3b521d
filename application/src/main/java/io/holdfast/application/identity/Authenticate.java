package io.holdfast.application.identity;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Credentials;
import io.holdfast.domain.identity.KeyUsage;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.IpAddress;
import io.holdfast.domain.kernel.Network;
import io.holdfast.domain.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;

/// Recognises who is calling, from what the request shows.
public final class Authenticate {

    public sealed interface Client {
        record Recognised(ApiKey key) implements Client {}

        /// Unknown, revoked or expired.
        record Rejected() implements Client {}

        /// Genuine, but not from here.
        record WrongNetwork() implements Client {}
    }

    public sealed interface Person {
        /// @param session `Session.NONE` for one whom an identity provider vouches for
        record Recognised(User user, UUID session) implements Person {}

        /// Not a genuine token, or its time is over, or the session was ended.
        record Rejected() implements Person {}

        /// Genuine, but the user is not approved (yet or any more), or locked.
        record NotActive() implements Person {}

        /// The identity provider cannot be asked just now.
        record Unknown() implements Person {}
    }

    private static final int NAME_DIGEST_LENGTH = 12;

    private final Credentials credentials;
    private final Users users;
    private final KeyUsage usage;
    private final AccessTokens tokens;
    private final Sha256 sha256;
    private final IdSource ids;
    private final InstantSource clock;

    public Authenticate(
            Credentials credentials,
            Users users,
            KeyUsage usage,
            AccessTokens tokens,
            Sha256 sha256,
            IdSource ids,
            InstantSource clock) {
        this.credentials = credentials;
        this.users = users;
        this.usage = usage;
        this.tokens = tokens;
        this.sha256 = sha256;
        this.ids = ids;
        this.clock = clock;
    }

    /// The holder of an API key, who calls from that address.
    public Client client(String text, IpAddress address) {
        if (KeyText.isDamaged(text)) {
            return new Client.Rejected();
        }
        var now = clock.instant();
        var found = credentials.key(sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
        if (found.isEmpty() || !found.get().isLive(now)) {
            return new Client.Rejected();
        }
        var key = found.get();
        if (!key.networks().isEmpty() && !Network.anyContains(key.networks(), address)) {
            return new Client.WrongNetwork();
        }
        usage.used(key.id(), now);
        return new Client.Recognised(key);
    }

    /// The user behind an access token.
    public Person person(String token) {
        return switch (tokens.verify(token, clock.instant())) {
            case AccessTokens.Verified.Rejected() -> new Person.Rejected();
            case AccessTokens.Verified.Unknown() -> new Person.Unknown();
            case AccessTokens.Verified.Genuine(var session) -> inSession(session);
            case AccessTokens.Verified.External external -> vouchedFor(external);
        };
    }

    private Person inSession(UUID id) {
        var found = credentials.session(id);
        if (found.isEmpty() || !found.get().session().isLive(clock.instant())) {
            return new Person.Rejected();
        }
        var user = found.get().user();
        return user.isActive() ? new Person.Recognised(user, id) : new Person.NotActive();
    }

    /// Whoever comes for the first time is registered, and waits for an admin like everybody.
    private Person vouchedFor(AccessTokens.Verified.External external) {
        var found = credentials.external(external.issuer(), external.subject());
        if (found.isEmpty()) {
            register(external);
            return new Person.NotActive();
        }
        return found.get().isActive()
                ? new Person.Recognised(found.get(), Session.NONE)
                : new Person.NotActive();
    }

    private void register(AccessTokens.Verified.External external) {
        var made = madeUpName(external);
        var wanted = Username.isValid(external.name()) ? new Username(external.name()) : made;
        if (insert(wanted, external) instanceof Users.Insertion.NameTaken && !wanted.equals(made)) {
            // Taken by this very user, if somebody registered it at the same moment.
            var _ = insert(made, external);
        }
    }

    private Users.Insertion insert(Username name, AccessTokens.Verified.External external) {
        return users.insert(
                new User(
                        ids.next(),
                        name,
                        new Credential.External(external.issuer(), external.subject()),
                        Role.AGENT,
                        false,
                        false,
                        clock.instant(),
                        0));
    }

    private Username madeUpName(AccessTokens.Verified.External external) {
        var whole = external.issuer() + "\n" + external.subject();
        var digest = sha256.hex(whole.getBytes(StandardCharsets.UTF_8));
        return new Username("external-" + digest.substring(0, NAME_DIGEST_LENGTH));
    }
}
