package io.holdfast.application.identity;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.InMemoryApiKeys;
import io.holdfast.domain.identity.InMemoryCredentials;
import io.holdfast.domain.identity.InMemoryRateLimiter;
import io.holdfast.domain.identity.InMemorySessions;
import io.holdfast.domain.identity.InMemoryUsers;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.SequentialIds;
import io.holdfast.domain.kernel.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The fakes that the identity use cases stand on, and a clock that only tests move.
final class IdentityWorld {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Password PASSWORD = new Password("correct horse");

    static final Duration LIFETIME = Duration.ofDays(30);
    static final String ADDRESS = "192.0.2.7";

    final InMemoryTransactions transactions = new InMemoryTransactions();
    final InMemoryUsers users = new InMemoryUsers(transactions);
    final InMemoryApiKeys keys = new InMemoryApiKeys(transactions);
    final InMemorySessions sessions = new InMemorySessions(transactions, users);
    final InMemoryCredentials credentials = new InMemoryCredentials(keys, sessions, users);
    final SequentialIds ids = new SequentialIds();
    final PlainHasher hasher = new PlainHasher();
    final PlainTokens tokens = new PlainTokens();
    final InstantSource clock = this::now;

    /// Tells texts apart, which is all the use cases ask of it.
    final Sha256 sha256 = content -> "%064x".formatted(new java.math.BigInteger(1, content));

    final InMemoryRateLimiter limiter = new InMemoryRateLimiter(this::now);
    final PasswordRules rules = new PasswordRules(password -> password.value().equals("iloveyou1"));

    private volatile Instant now = NOON;

    void pass(Duration time) {
        now = now.plus(time);
    }

    private Instant now() {
        return now;
    }

    User add(String name, Role role, boolean approved) {
        var user =
                new User(
                        ids.next(),
                        new Username(name),
                        new Credential.Chosen(hasher.hash(PASSWORD)),
                        role,
                        approved,
                        false,
                        clock.instant(),
                        0);
        users.insert(user);
        return user;
    }

    CheckPassword checkPassword() {
        return new CheckPassword(users, sessions, limiter, hasher, ids, clock);
    }

    Authenticate authenticate() {
        return new Authenticate(credentials, users, keys, tokens, sha256, ids, clock);
    }

    SignIn signIn() {
        return signIn(hasher);
    }

    SignIn signIn(PasswordHasher checking) {
        return new SignIn(
                transactions,
                new CheckPassword(users, sessions, limiter, checking, ids, clock),
                users,
                sessions,
                hasher,
                tokens,
                LIFETIME,
                ids,
                clock);
    }

    /// The token of a session that begins now.
    String enter(User user) {
        var now = clock.instant();
        var session = new Session(ids.next(), user.id(), now, now.plus(LIFETIME), ADDRESS, "");
        sessions.begin(session);
        return tokens.issue(session);
    }

    User find(String name) {
        return users.find(new Username(name)).orElseThrow();
    }
}
