package io.holdfast.domain.identity;

import java.util.Optional;
import java.util.UUID;

/// Asks the other fakes each time, so that it is never late.
public final class InMemoryCredentials implements Credentials {

    private final ApiKeys keys;
    private final Sessions sessions;
    private final Users users;

    public InMemoryCredentials(ApiKeys keys, Sessions sessions, Users users) {
        this.keys = keys;
        this.sessions = sessions;
        this.users = users;
    }

    @Override
    public Optional<ApiKey> key(String sha256) {
        return keys.findByDigest(sha256);
    }

    @Override
    public Optional<SignedIn> session(UUID id) {
        return sessions.find(id)
                .flatMap(session ->
                        users.find(session.user()).map(user -> new SignedIn(session, user)));
    }

    @Override
    public Optional<User> external(String issuer, String subject) {
        return users.find(issuer, subject);
    }
}
