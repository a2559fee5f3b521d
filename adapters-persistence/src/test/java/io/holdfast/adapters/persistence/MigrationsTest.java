package io.holdfast.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollouts.Page;
import io.holdfast.domain.models.rollout.Steering;
import io.holdfast.domain.scoring.Prediction;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// What becomes of the rows of an earlier release.
final class MigrationsTest {

    private static void migrate(TestDatabase database, String target) {
        var settings = database.settings();
        Flyway.configure()
                .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
                .locations("classpath:migration")
                .target(target)
                .load()
                .migrate();
    }

    private static void contract(TestDatabase database, String name, int version) {
        database.execute(
                """
                INSERT INTO feature_contracts (name, version, definition)
                VALUES ('%1$s', %2$d, '{"name": "%1$s", "version": %2$d}')
                """
                        .formatted(name, version));
    }

    private static void version(
            TestDatabase database, String contract, int number, int contractVersion, String stage) {
        database.execute(
                "INSERT INTO model_versions VALUES ('%s', %d, %d, '%s', 'a', '{}', '[]', 1, 'd', 'a', now())"
                        .formatted(contract, number, contractVersion, stage));
    }

    @Test
    void stages_become_rollouts_with_a_first_change_each() {
        try (var database = TestDatabase.empty()) {
            migrate(database, "003");
            contract(database, "alone", 1);
            version(database, "alone", 1, 1, "PRODUCTION");
            contract(database, "telco", 1);
            version(database, "telco", 1, 1, "ARCHIVED");
            version(database, "telco", 2, 1, "PRODUCTION");
            version(database, "telco", 3, 1, "STAGING");
            version(database, "telco", 4, 1, "STAGING");
            contract(database, "grown", 1);
            contract(database, "grown", 2);
            version(database, "grown", 1, 1, "PRODUCTION");
            version(database, "grown", 2, 2, "STAGING");

            try (var adapter =
                    PersistenceAdapter.open(database.settings(), InstantSource.system())) {
                var all = adapter.rollouts().all();

                assertThat(all)
                        .extracting(rollout -> rollout.salted("s"))
                        .containsExactly(
                                rollout("alone", 1, List.of()),
                                rollout("grown", 1, List.of()),
                                rollout("telco", 2, List.of(new Rollout.Arm(4, 0))));
                assertThat(all).extracting(Rollout::salt).doesNotHaveDuplicates();
                for (var rollout : all) {
                    var name = rollout.contract().name();
                    var changes = adapter.rollouts().history(name, Page.newest(10));
                    assertThat(changes).hasSize(1);
                    var change = changes.getFirst();
                    assertThat(change.from()).isEqualTo(new Deployment.Before.Nothing());
                    assertThat(change.to()).isEqualTo(rollout);
                    assertThat(change.kind()).isEqualTo(Deployment.Kind.REGISTERED);
                    assertThat(change.by()).isEqualTo("migration");
                }
            }
        }
    }

    private static Rollout rollout(String contract, int champion, List<Rollout.Arm> challengers) {
        return new Rollout(
                new ContractId(contract, 1),
                champion,
                challengers,
                List.of(),
                "s",
                new Steering.Manual(),
                1);
    }

    @Test
    void predictions_of_the_earlier_release_were_direct() {
        try (var database = TestDatabase.empty()) {
            migrate(database, "003");
            database.execute("SELECT add_predictions_partitions('2026-01-01', 1)");
            database.execute(
                    """
                    INSERT INTO predictions VALUES ('00000000-0000-7000-0000-000000000001',
                        '2026-01-20', 'tiny', 1, 3, 'PRODUCTION', 'c', '[1, null]', 0.5, true,
                        'Low', 9, 'r')
                    """);

            try (var adapter =
                    PersistenceAdapter.open(database.settings(), InstantSource.system())) {
                assertThat(adapter.scoringQueries().prediction(new UUID(0x7000L, 1)).orElseThrow())
                        .extracting(Prediction::path)
                        .isEqualTo(new Prediction.Path.Direct());
            }
        }
    }
}
