package io.holdfast.adapters.persistence.identity;

import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.Credentials;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Users;
import java.util.Optional;
import java.util.UUID;

/// What requests are recognised by, as the database has it.
public final class JpaCredentials implements Credentials {

    private final ApiKeys keys;
    private final Sessions sessions;
    private final Users users;

    public JpaCredentials(ApiKeys keys, Sessions sessions, Users users) {
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
