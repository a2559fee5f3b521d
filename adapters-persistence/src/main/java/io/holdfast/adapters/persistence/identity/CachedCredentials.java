package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Credentials;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Users;
import java.util.Optional;
import java.util.UUID;

/// What requests are recognised by, from this node's memory while that is current, and else from
/// the database. In the middle of a transaction always from there: what it has written, nobody else
/// may see, and what it reads may be older than what the others do.
public final class CachedCredentials implements Credentials {

    private final Database database;
    private final ApiKeys keys;
    private final Sessions sessions;
    private final Users users;
    private final IdentityMemory memory;

    public CachedCredentials(
            Database database,
            ApiKeys keys,
            Sessions sessions,
            Users users,
            IdentityMemory memory) {
        this.database = database;
        this.keys = keys;
        this.sessions = sessions;
        this.users = users;
        this.memory = memory;
    }

    @Override
    public Optional<ApiKey> key(String sha256) {
        return database.isInTransaction()
                ? keys.findByDigest(sha256)
                : memory.key(sha256, keys::findByDigest);
    }

    @Override
    public Optional<SignedIn> session(UUID id) {
        var found =
                database.isInTransaction() ? sessions.find(id) : memory.session(id, sessions::find);
        return found.flatMap(
                session -> user(session.user()).map(user -> new SignedIn(session, user)));
    }

    private Optional<User> user(UUID id) {
        return database.isInTransaction() ? users.find(id) : memory.user(id, users::find);
    }

    @Override
    public Optional<User> external(String issuer, String subject) {
        if (database.isInTransaction()) {
            return users.find(issuer, subject);
        }
        return memory.external(
                new Credential.External(issuer, subject),
                external -> users.find(external.issuer(), external.subject()),
                users::find);
    }
}
