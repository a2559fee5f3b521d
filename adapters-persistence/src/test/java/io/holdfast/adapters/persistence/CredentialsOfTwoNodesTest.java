package io.holdfast.adapters.persistence;

import static io.holdfast.adapters.persistence.identity.IdentityMemory.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.adapters.persistence.identity.IdentityMemory;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeysContract;
import io.holdfast.domain.identity.Credentials;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.SessionsContract;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.UsersContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// One node changes what the other one remembers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class CredentialsOfTwoNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter one =
            PersistenceAdapter.open(database.settings(), InstantSource.system());
    private final PersistenceAdapter other =
            PersistenceAdapter.open(database.settings(), InstantSource.system());
    private final Credentials remembered = other.identity().credentials();
    private int number;
    private ApiKey key = ApiKeysContract.key(0, "client");
    private User user = UsersContract.user(0, "name", Role.ADMIN, true);
    private Session session = SessionsContract.session(0, user);

    @BeforeEach
    void remember() {
        number++;
        key = ApiKeysContract.key(number, "client" + number);
        user = UsersContract.user(number, "name" + number, Role.ADMIN, true);
        session = SessionsContract.session(number, user);
        one.identity().apiKeys().insert(key);
        one.identity().users().insert(user);
        one.identity().sessions().begin(session);
        awaitCurrent();
        assertThat(remembered.key(key.sha256())).contains(key);
        assertThat(signedIn()).isEqualTo(user);
    }

    @AfterAll
    void close() {
        other.close();
        one.close();
        database.close();
    }

    private User signedIn() {
        return remembered.session(session.id()).orElseThrow().user();
    }

    private void awaitCurrent() {
        await().atMost(PATIENCE)
                .until(() ->
                        other.gauges().stream()
                                .filter(gauge -> gauge.name().equals("credentials_current"))
                                .anyMatch(gauge -> gauge.value().getAsDouble() == 1));
    }

    @Test
    void a_key_that_one_node_revokes_is_revoked_at_the_other() {
        one.identity().apiKeys().remove(key.id());

        await().atMost(PATIENCE).until(() -> remembered.key(key.sha256()).isEmpty());
    }

    @Test
    void a_key_that_one_node_issues_is_known_to_the_other() {
        var issued = ApiKeysContract.key(1000 + number, "client");
        assertThat(remembered.key(issued.sha256())).isEmpty();

        one.identity().apiKeys().insert(issued);

        await().atMost(PATIENCE).until(() -> remembered.key(issued.sha256()).isPresent());
    }

    @Test
    void a_user_that_one_node_locks_is_locked_at_the_other() {
        one.identity().users().update(user.withLock(true));

        await().atMost(PATIENCE).until(() -> signedIn().locked());
    }

    @Test
    void a_session_that_one_node_ends_is_ended_at_the_other() {
        one.identity().sessions().endAll(user.id(), session.startedAt());

        await().atMost(PATIENCE).until(() -> remembered.session(session.id()).isEmpty());
    }

    @Test
    void what_is_changed_by_hand_counts_as_well() {
        database.execute("UPDATE users SET role = 'AGENT'");
        await().atMost(PATIENCE).until(() -> signedIn().role() == Role.AGENT);

        database.execute("DELETE FROM sessions");
        await().atMost(PATIENCE).until(() -> remembered.session(session.id()).isEmpty());

        database.execute("TRUNCATE api_keys");
        await().atMost(PATIENCE).until(() -> remembered.key(key.sha256()).isEmpty());
    }

    /// The tables' triggers are off here, so that nothing is told.
    @Test
    void a_change_counts_at_once_while_the_connection_is_cut() {
        var away = new AtomicBoolean();
        var memory = new IdentityMemory(System::nanoTime);
        var alone =
                PersistenceAdapter.Identity.on(
                                (Database) other.transactions(),
                                memory,
                                (_, _) -> {},
                                other.identity().rateLimiter())
                        .credentials();
        try (var channels =
                ChannelListener.start(
                        () -> connectUnless(away), List.of(CHANNEL), System::nanoTime)) {
            channels.subscribe(CHANNEL, memory);
            await().atMost(PATIENCE).until(memory::isCurrent);
            assertThat(alone.key(key.sha256())).contains(key);
            assertThat(alone.session(session.id())).isPresent();
            triggers("DISABLE");
            away.set(true);
            cut("cut-me");
            await().atMost(PATIENCE).until(() -> !memory.isCurrent());

            one.identity().apiKeys().remove(key.id());
            one.identity().users().update(user.withLock(true));

            assertThat(alone.key(key.sha256())).isEmpty();
            assertThat(alone.session(session.id()).orElseThrow().user().locked()).isTrue();
        } finally {
            triggers("ENABLE");
        }
    }

    private Connection connectUnless(AtomicBoolean away) throws SQLException {
        if (away.get()) {
            throw new SQLException("the database is away", "08006");
        }
        var connection = database.connect();
        connection.setClientInfo("ApplicationName", "cut-me");
        return connection;
    }

    private void triggers(String what) {
        database.execute("ALTER TABLE users " + what + " TRIGGER USER");
        database.execute("ALTER TABLE api_keys " + what + " TRIGGER USER");
    }

    private void cut(String application) {
        database.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = '%s'
                """
                        .formatted(application));
    }

    @Test
    void what_nobody_told_counts_once_the_connection_was_cut_and_then_it_is_told_again() {
        var second = ApiKeysContract.key(1000 + number, "client" + number);
        one.identity().apiKeys().insert(second);
        triggers("DISABLE");
        one.identity().apiKeys().remove(key.id());
        assertThat(remembered.key(key.sha256())).contains(key);
        triggers("ENABLE");

        cut(Connections.LISTENER);
        await().atMost(PATIENCE).until(() -> remembered.key(key.sha256()).isEmpty());

        awaitCurrent();
        assertThat(remembered.key(second.sha256())).contains(second);
        one.identity().apiKeys().remove(second.id());
        await().atMost(PATIENCE).until(() -> remembered.key(second.sha256()).isEmpty());
    }
}
