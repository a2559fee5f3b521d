package io.holdfast.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.persistence.PersistenceAdapter.CannotOpenException;
import io.holdfast.adapters.persistence.PersistenceAdapter.InferenceLogSettings;
import io.holdfast.adapters.persistence.PersistenceAdapter.Settings;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.kernel.Unavailable;
import io.holdfast.domain.scoring.InferenceLog;
import io.holdfast.domain.scoring.SamplePredictions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PersistenceAdapterTest {

    private static final InstantSource CLOCK = InstantSource.system();

    @Test
    void opens_an_empty_database_and_a_migrated_one() {
        try (var database = TestDatabase.empty()) {
            for (int i = 0; i < 2; i++) {
                try (var adapter = PersistenceAdapter.open(database.settings(), CLOCK)) {
                    assertThat(adapter.isReachable()).isTrue();
                    assertThat(
                                    adapter.identity()
                                            .userQueries()
                                            .list(UserQueries.Filter.ALL, 10, 0)
                                            .total())
                            .isZero();
                }
            }
        }
    }

    @Test
    void migrates_without_opening() {
        try (var database = TestDatabase.empty()) {
            PersistenceAdapter.migrateOnly(database.settings());

            database.execute("SELECT 1 FROM predictions");
        }
    }

    @Test
    void names_a_missing_database_and_keeps_the_password_to_itself() {
        try (var database = TestDatabase.empty()) {
            var good = database.settings();
            var bad =
                    new Settings(
                            good.jdbcUrl() + "_missing",
                            good.user(),
                            "s3cret-password",
                            1,
                            InferenceLogSettings.standard());

            assertThatThrownBy(() -> PersistenceAdapter.open(bad, CLOCK))
                    .isInstanceOf(CannotOpenException.class)
                    .hasMessageContaining("cannot be opened")
                    .hasMessageNotContaining("s3cret-password");
            assertThat(bad.toString()).doesNotContain("s3cret-password");
        }
    }

    @Test
    void says_that_a_user_is_refused() {
        try (var database = TestDatabase.empty()) {
            var bad =
                    new Settings(
                            database.settings().jdbcUrl(),
                            "nobody_of_that_name",
                            "s3cret-password",
                            1,
                            InferenceLogSettings.standard());

            assertThatThrownBy(() -> PersistenceAdapter.open(bad, CLOCK))
                    .isInstanceOf(CannotOpenException.class)
                    .hasMessageContaining("refuses this user or password")
                    .hasMessageNotContaining("s3cret-password");
        }
    }

    @Test
    void says_that_nothing_answers() {
        var nowhere =
                new Settings(
                        "jdbc:postgresql://localhost:1/holdfast",
                        "holdfast",
                        "s3cret-password",
                        1,
                        InferenceLogSettings.standard());

        assertThatThrownBy(() -> PersistenceAdapter.open(nowhere, CLOCK))
                .isInstanceOf(CannotOpenException.class)
                .hasMessageContaining("nothing answers")
                .hasMessageNotContaining("s3cret-password");
    }

    @Test
    void refuses_a_column_that_differs_and_names_it() {
        try (var database = TestDatabase.migrated()) {
            database.execute("ALTER TABLE users DROP COLUMN approved CASCADE");

            assertThatThrownBy(() -> PersistenceAdapter.open(database.settings(), CLOCK))
                    .isInstanceOf(CannotOpenException.class)
                    .hasMessageContaining("users")
                    .hasMessageContaining("approved");
        }
    }

    @Test
    void refuses_a_migration_that_was_changed_and_names_it() {
        try (var database = TestDatabase.migrated()) {
            database.execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '002'");

            assertThatThrownBy(() -> PersistenceAdapter.open(database.settings(), CLOCK))
                    .isInstanceOf(CannotOpenException.class)
                    .hasMessageContaining("not migrated by this release")
                    .hasMessageContaining("002");
        }
    }

    @Test
    void refuses_a_database_of_a_newer_release() {
        try (var database = TestDatabase.migrated()) {
            database.execute(
                    """
                    INSERT INTO flyway_schema_history (installed_rank, version, description, type,
                        script, checksum, installed_by, execution_time, success)
                    VALUES (99, '900', 'from the future', 'SQL', 'V900__x.sql', 1, 'x', 1, true)
                    """);

            assertThatThrownBy(() -> PersistenceAdapter.open(database.settings(), CLOCK))
                    .isInstanceOf(CannotOpenException.class)
                    .hasMessageContaining("900");
        }
    }

    @Test
    void refuses_a_foreign_database_that_holds_tables() {
        try (var database = TestDatabase.empty()) {
            database.execute("CREATE TABLE somebody_elses (id int)");

            assertThatThrownBy(() -> PersistenceAdapter.open(database.settings(), CLOCK))
                    .isInstanceOf(CannotOpenException.class)
                    .hasMessageContaining("could not be migrated");
        }
    }

    @Test
    void refuses_settings_that_cannot_work() {
        var log = InferenceLogSettings.standard();

        assertThatThrownBy(() -> new Settings("jdbc:h2:mem:", "u", "p", 1, log))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Settings("jdbc:postgresql://h/d", "u", "p", 0, log))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_lost_database_is_not_reachable() {
        try (var database = TestDatabase.migrated()) {
            try (var adapter = PersistenceAdapter.open(database.settings(), CLOCK)) {
                assertThat(adapter.isReachable()).isTrue();
                database.drop();

                assertThat(adapter.isReachable()).isFalse();
            }
        }
    }

    @Test
    void the_log_goes_on_after_the_server_cut_its_connection() {
        try (var database = TestDatabase.migrated();
                var adapter = PersistenceAdapter.open(database.settings(), CLOCK)) {
            adapter.inferenceLog().append(List.of(SamplePredictions.prediction(1)));
            database.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """);
            try {
                adapter.inferenceLog().append(List.of(SamplePredictions.prediction(2)));
            } catch (Unavailable _) {
                // Allowed once: whoever is in the group learns that the connection broke.
            }

            assertThat(adapter.inferenceLog().append(List.of(SamplePredictions.prediction(3))))
                    .isEqualTo(new InferenceLog.Outcome.Kept());
        }
    }

    @Test
    void gauges_tell_the_pool_and_the_queue() {
        try (var database = TestDatabase.migrated();
                var adapter = PersistenceAdapter.open(database.settings(), CLOCK)) {
            adapter.transactions()
                    .run(() -> assertThat(gauge(adapter, "db_connections_active")).isEqualTo(1));

            assertThat(gauge(adapter, "db_connections_active")).isZero();
            assertThat(gauge(adapter, "inference_log_queue_depth")).isZero();
            assertThat(gauge(adapter, "shadow_dropped")).isZero();
            assertThat(gauge(adapter, "shadow_failed")).isZero();
        }
    }

    private static double gauge(PersistenceAdapter adapter, String name) {
        return adapter.gauges().stream()
                .filter(gauge -> gauge.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsDouble();
    }
}
