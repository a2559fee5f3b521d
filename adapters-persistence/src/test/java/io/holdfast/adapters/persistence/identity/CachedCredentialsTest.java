package io.holdfast.adapters.persistence.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.ApiKeysContract;
import io.holdfast.domain.identity.Credentials;
import io.holdfast.domain.identity.CredentialsContract;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.SessionsContract;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.identity.UsersContract;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// On a memory that nobody tells anything: what this node changes it must forget by itself. Its
/// clock stands, so that it stays current.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CachedCredentialsTest implements CredentialsContract {

    private final TestDatabase test = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(test.settings(), InstantSource.system());
    private final Database database = (Database) adapter.transactions();
    private final AtomicLong now = new AtomicLong();
    private final IdentityMemory memory = new IdentityMemory(now::get);
    private final JpaUsers users = new JpaUsers(database, memory);
    private final JdbcSessions sessions = new JdbcSessions(database, memory);
    private final JdbcApiKeys apiKeys = new JdbcApiKeys(database, memory);
    private final CachedCredentials credentials =
            new CachedCredentials(database, apiKeys, sessions, users, memory);

    @BeforeEach
    void clear() {
        test.clear();
        memory.begun();
        memory.current(now.get());
    }

    @AfterAll
    void close() {
        adapter.close();
        test.close();
    }

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public Users users() {
        return users;
    }

    @Override
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    @Override
    public Transactions transactions() {
        return database;
    }

    @Test
    void asks_nobody_while_it_is_current() {
        var key = ApiKeysContract.key(1, "shop");
        var user = UsersContract.user(1, "ada", Role.AGENT, true);
        var session = SessionsContract.session(1, user);
        var external = CredentialsContract.external(2, "bob", "42");
        apiKeys.insert(key);
        users.insert(user);
        users.insert(external);
        sessions.begin(session);
        for (int i = 0; i < 2; i++) {
            credentials.key(key.sha256());
            credentials.session(session.id());
            credentials.external(ISSUER, "42");
        }

        // Behind everybody's back.
        test.clear();

        assertThat(credentials.key(key.sha256())).contains(key);
        assertThat(credentials.session(session.id()))
                .contains(new Credentials.SignedIn(session, user));
        assertThat(credentials.external(ISSUER, "42")).contains(external);
    }

    @Test
    void asks_the_database_once_the_lease_is_over_and_remembers_again_with_the_next() {
        var key = ApiKeysContract.key(1, "shop");
        apiKeys.insert(key);
        assertThat(credentials.key(key.sha256())).contains(key);
        test.clear();

        now.addAndGet(IdentityMemory.LEASE.toNanos() - 1);
        assertThat(credentials.key(key.sha256())).contains(key);
        now.incrementAndGet();
        assertThat(credentials.key(key.sha256())).isEmpty();

        // Nothing was told, so the memory of before is right as far as it knows.
        memory.current(now.get());
        assertThat(credentials.key(key.sha256())).contains(key);
        memory.told("key:" + key.sha256());
        assertThat(credentials.key(key.sha256())).isEmpty();
    }

    @Test
    void asks_the_database_as_soon_as_the_connection_is_lost() {
        var key = ApiKeysContract.key(1, "shop");
        apiKeys.insert(key);
        assertThat(credentials.key(key.sha256())).contains(key);

        memory.lost();
        test.clear();
        assertThat(credentials.key(key.sha256())).isEmpty();

        apiKeys.insert(key);
        memory.begun();
        assertThat(credentials.key(key.sha256())).contains(key);
        test.clear();
        assertThat(credentials.key(key.sha256())).isEmpty();
    }
}
