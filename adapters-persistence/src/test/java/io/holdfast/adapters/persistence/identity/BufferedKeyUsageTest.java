package io.holdfast.adapters.persistence.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.identity.ApiKeyQueries;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.ApiKeysContract;
import io.holdfast.domain.identity.KeyUsage;
import io.holdfast.domain.identity.KeyUsageContract;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BufferedKeyUsageTest implements KeyUsageContract {

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());
    private final AtomicBoolean away = new AtomicBoolean();
    private final BufferedKeyUsage usage =
            new BufferedKeyUsage(() -> {
                if (away.get()) {
                    throw new SQLException("the database is away", "08006");
                }
                return database.connect();
            });

    @BeforeEach
    void clear() {
        usage.flush();
        database.clear();
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public KeyUsage keyUsage() {
        return usage;
    }

    @Override
    public ApiKeys apiKeys() {
        return adapter.identity().apiKeys();
    }

    @Override
    public ApiKeyQueries apiKeyQueries() {
        return adapter.identity().apiKeyQueries();
    }

    @Override
    public void settle() {
        usage.flush();
    }

    private Instant lastUse() {
        return apiKeyQueries().list(1, 0).keys().getFirst().lastUsedAt();
    }

    @Test
    void tries_again_what_could_not_be_written() {
        var key = ApiKeysContract.key(1, "shop");
        apiKeys().insert(key);
        away.set(true);
        usage.used(key.id(), NOON);
        usage.flush();
        away.set(false);
        assertThat(lastUse()).isEqualTo(Instant.MIN);

        usage.flush();

        assertThat(lastUse()).isEqualTo(NOON);
    }

    @Test
    void drops_keys_beyond_the_most_and_goes_on_with_those_it_has() {
        var key = ApiKeysContract.key(1, "shop");
        var dropped = ApiKeysContract.key(2, "shop");
        apiKeys().insert(key);
        apiKeys().insert(dropped);
        usage.used(key.id(), NOON);
        for (int i = 1; i < BufferedKeyUsage.KEYS_MAX; i++) {
            usage.used(new UUID(8, i), NOON);
        }

        usage.used(dropped.id(), NOON);
        usage.used(key.id(), NOON.plusSeconds(60));
        usage.flush();

        assertThat(apiKeyQueries().list(10, 0).keys())
                .containsExactly(
                        new ApiKeyQueries.Listed(dropped, Instant.MIN),
                        new ApiKeyQueries.Listed(key, NOON.plusSeconds(60)));
    }

    @Test
    void writes_when_it_is_closed() {
        var key = ApiKeysContract.key(1, "shop");
        apiKeys().insert(key);
        try (var other = PersistenceAdapter.open(database.settings(), InstantSource.system())) {
            other.identity().keyUsage().used(key.id(), NOON);
        }

        assertThat(lastUse()).isEqualTo(NOON);
    }

    @Test
    void noting_a_use_tells_nobody_that_the_key_was_changed() throws SQLException {
        var key = ApiKeysContract.key(1, "shop");
        apiKeys().insert(key);
        try (var connection = database.connect();
                var listen = connection.createStatement()) {
            listen.execute("LISTEN " + IdentityMemory.CHANNEL);
            usage.used(key.id(), NOON);
            usage.flush();
            listen.execute("SELECT 1");
            assertThat(connection.unwrap(PGConnection.class).getNotifications()).isEmpty();

            apiKeys().remove(key.id());
            listen.execute("SELECT 1");
            assertThat(connection.unwrap(PGConnection.class).getNotifications())
                    .extracting(PGNotification::getParameter)
                    .containsExactly("key:" + key.sha256());
        }
    }
}
