package io.holdfast.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.Retained;
import io.holdfast.domain.kernel.RetainedContract;
import io.holdfast.domain.scoring.InferenceLog;
import io.holdfast.domain.scoring.SamplePredictions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// By predictions; of events, what they share is held once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgedMonthsTest implements RetainedContract {

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public Retained retained() {
        return adapter.retention().predictions();
    }

    @Override
    public void store(Instant over) {
        storeWithoutPartition(over);
        database.execute("SELECT add_predictions_partition('%s')".formatted(over));
    }

    /// It goes to the default partition, unless its month has one.
    private void storeWithoutPartition(Instant over) {
        database.execute(
                """
                INSERT INTO predictions VALUES (gen_random_uuid(), '%s', 'telco', 1, 1,
                    'PRODUCTION', 'c1', '[1]', 0.5, true, 'Low', 5, 'r')
                """
                        .formatted(over));
    }

    @Override
    public long stored() {
        return number("SELECT count(*) FROM predictions");
    }

    private long number(String sql) {
        try (var connection = database.connect();
                var select = connection.prepareStatement(sql);
                var rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long partition(String month) {
        return number(
                "SELECT count(*) FROM pg_class WHERE relname = 'predictions_%s'".formatted(month));
    }

    @Test
    void drops_a_month_only_when_all_of_it_is_old() {
        store(Instant.parse("2020-01-31T23:59:59Z"));
        store(Instant.parse("2020-02-01T00:00:00Z"));

        assertThat(retained().forget(Instant.parse("2020-01-31T23:59:59Z"), 10)).isZero();
        assertThat(partition("2020_01")).isEqualTo(1);

        assertThat(retained().forget(Instant.parse("2020-02-01T00:00:00Z"), 10)).isPositive();
        assertThat(partition("2020_01")).isZero();
        assertThat(partition("2020_02")).isEqualTo(1);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void forgets_what_had_to_go_to_the_default_partition() {
        storeWithoutPartition(Instant.parse("2015-01-31T23:59:59Z"));
        storeWithoutPartition(Instant.parse("2015-03-31T23:59:59Z"));

        assertThat(retained().forget(Instant.parse("2015-03-01T00:00:00Z"), 10)).isEqualTo(1);

        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void the_log_goes_on_after_a_month_was_dropped() {
        store(Instant.parse("2020-01-31T23:59:59Z"));
        assertThat(adapter.inferenceLog().append(List.of(SamplePredictions.prediction(1))))
                .isEqualTo(new InferenceLog.Outcome.Kept());
        assertThat(retained().forget(Instant.parse("2020-02-01T00:00:00Z"), 10)).isPositive();

        assertThat(adapter.inferenceLog().append(List.of(SamplePredictions.prediction(2))))
                .isEqualTo(new InferenceLog.Outcome.Kept());
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void events_are_forgotten_by_months_too() {
        for (var at :
                List.of("2020-01-31T23:59:59Z", "2020-02-01T00:00:00Z", "1999-01-01T00:00:00Z")) {
            database.execute(
                    "INSERT INTO events VALUES ('e %1$s', 'c1', 'search', '%1$s')".formatted(at));
        }
        database.execute("SELECT add_events_partitions('2020-01-15', 1)");
        var events = adapter.retention().events();
        var before = Instant.parse("2020-02-01T00:00:00Z");

        assertThat(events.name()).isEqualTo("events");
        assertThat(events.forget(before, 10)).isEqualTo(1);
        assertThat(events.forget(before, 10)).isEqualTo(1);
        assertThat(events.forget(before, 10)).isZero();

        assertThat(number("SELECT count(*) FROM events")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM pg_class WHERE relname = 'events_2020_01'"))
                .isZero();
    }

    @Test
    void a_month_that_somebody_reads_is_left_for_later() throws SQLException {
        store(Instant.parse("2020-01-31T23:59:59Z"));
        try (var reader = database.connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM predictions");

            assertThatThrownBy(() -> retained().forget(Instant.parse("2020-02-01T00:00:00Z"), 10))
                    .hasMessageContaining("lock timeout");
            assertThat(stored()).isEqualTo(1);
        }

        assertThat(retained().forget(Instant.parse("2020-02-01T00:00:00Z"), 10)).isPositive();
        assertThat(stored()).isZero();
    }
}
