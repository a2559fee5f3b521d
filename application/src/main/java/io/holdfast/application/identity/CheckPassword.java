package io.holdfast.application.identity;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHash;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.Quota;
import io.holdfast.domain.identity.RateLimiter;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.IpAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Says whether a password is a user's, in the same time for every answer. Slows down guessing
/// without shutting out the one whose password is guessed: who fails too often from one address
/// waits, and who tries one name from many addresses runs dry for all addresses but those the user
/// has signed in from of late. Only what failed is counted.
public final class CheckPassword {

    public static final Quota ADDRESS = new Quota("failures-address", 30, Duration.ofMinutes(15));
    public static final Quota NAME_AT_ADDRESS =
            new Quota("failures-name-at-address", 5, Duration.ofMinutes(5));
    public static final Quota NAME = new Quota("failures-name", 20, Duration.ofHours(1));

    private static final String NO_NAME = "?";
    private static final UUID NOBODY = new UUID(0, 0);
    private static final Duration KNOWN_FOR = Duration.ofDays(90);

    sealed interface Outcome {
        /// @param hash of the password that fits
        record Fits(User user, PasswordHash hash) implements Outcome {}

        /// Unknown name or wrong password; the two are not told apart, nor by their time.
        record Wrong() implements Outcome {}

        record TooMany(Duration retryAfter) implements Outcome {}
    }

    private record Taken(Quota quota, String subject) {}

    private final Users users;
    private final Sessions sessions;
    private final RateLimiter limiter;
    private final PasswordHasher hasher;
    private final InstantSource clock;
    private final PasswordHash decoy;

    public CheckPassword(
            Users users,
            Sessions sessions,
            RateLimiter limiter,
            PasswordHasher hasher,
            IdSource ids,
            InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.limiter = limiter;
        this.hasher = hasher;
        this.clock = clock;
        this.decoy = hasher.hash(new Password(ids.next().toString()));
    }

    Outcome check(String name, Password password, String address) {
        var user = Username.isValid(name) ? users.find(new Username(name)) : Optional.<User>empty();
        var taken = new ArrayList<Taken>();
        // Counted before the password is looked at, so that attempts at once count as well.
        for (var wanted :
                counted(name, isKnown(user.map(User::id).orElse(NOBODY), address), address)) {
            var verdict = limiter.take(wanted.quota(), wanted.subject());
            if (!verdict.admitted()) {
                giveBack(taken);
                return new Outcome.TooMany(verdict.retryAfter());
            }
            taken.add(wanted);
        }
        var hash = user.map(User::credential).map(this::hash).orElse(decoy);
        boolean fits = hasher.matches(password, hash);
        if (!fits || hash.equals(decoy) || user.isEmpty()) {
            return new Outcome.Wrong();
        }
        giveBack(taken);
        return new Outcome.Fits(user.get(), hash);
    }

    private PasswordHash hash(Credential credential) {
        return switch (credential) {
            case Credential.Chosen(var hash) -> hash;
            case Credential.Temporary(var hash, var until) ->
                    clock.instant().isBefore(until) ? hash : decoy;
            case Credential.External _ -> decoy;
        };
    }

    /// A name nobody has is treated as one that somebody has.
    private static List<Taken> counted(String name, boolean known, String address) {
        // What cannot be a name is counted as one, so that nobody fills the memory with long texts.
        var folded = Username.isValid(name) ? new Username(name).folded() : NO_NAME;
        var counted = new ArrayList<Taken>();
        var subscriber = subscriber(address);
        counted.add(new Taken(ADDRESS, subscriber));
        counted.add(new Taken(NAME_AT_ADDRESS, subscriber + "\n" + folded));
        if (!known) {
            counted.add(new Taken(NAME, folded));
        }
        return List.copyOf(counted);
    }

    /// Whoever has one IPv6 address has 2^64 of them.
    static String subscriber(String address) {
        return IpAddress.parse(address)
                .map(parsed -> parsed.subscriber().toString())
                .orElse(address);
    }

    /// Also asked of names that nobody has, so that the answer takes as long.
    private boolean isKnown(UUID user, String address) {
        return sessions.beganFrom(user, subscriber(address), clock.instant().minus(KNOWN_FOR));
    }

    private void giveBack(List<Taken> taken) {
        taken.forEach(one -> limiter.giveBack(one.quota(), one.subject()));
    }
}
