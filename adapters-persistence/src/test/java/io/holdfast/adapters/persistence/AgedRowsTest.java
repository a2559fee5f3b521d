package io.holdfast.adapters.persistence;

import io.holdfast.domain.kernel.Retained;
import io.holdfast.domain.kernel.RetainedContract;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/// Each table whose rows are kept for a time, beginning with the outcomes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgedRowsTest implements RetainedContract {

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

    private long count(String table) {
        try (var connection = database.connect();
                var select = connection.prepareStatement("SELECT count(*) FROM " + table);
                var rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Retained retained() {
        return adapter.retention().outcomes();
    }

    @Override
    public void store(Instant over) {
        database.execute(
                """
                INSERT INTO outcomes (contract_name, entity, positive, recorded_by, recorded_at)
                VALUES ('telco', 'c1', true, 'Ada', '%s')
                """
                        .formatted(over));
    }

    @Override
    public long stored() {
        return count("outcomes");
    }

    @Nested
    final class ShadowScoresTest implements RetainedContract {
        @Override
        public Retained retained() {
            return adapter.retention().shadowScores();
        }

        @Override
        public void store(Instant over) {
            database.execute(
                    """
                    INSERT INTO shadow_predictions
                    VALUES (gen_random_uuid(), '%s', 'telco', 1, 7, 0.5)
                    """
                            .formatted(over));
        }

        @Override
        public long stored() {
            return count("shadow_predictions");
        }
    }

    @Nested
    final class BatchesTest implements RetainedContract {
        @Override
        public Retained retained() {
            return adapter.retention().batches();
        }

        private void store(String status, String started, String ended) {
            database.execute(
                    """
                    WITH batch AS (
                        INSERT INTO batches (id, name, contract_name, total, priority, detailed,
                            submitted_by, submitted_at, entities, status, started_at, ended_at)
                        VALUES (gen_random_uuid(), gen_random_uuid(), 'telco', 1, 'LOW', false,
                            'Ada', '2020-01-01Z', '[{}]', '%s', %s, %s)
                        RETURNING id)
                    INSERT INTO batch_results SELECT id, 0, true, '{}' FROM batch
                    """
                            .formatted(status, started, ended));
        }

        @Override
        public void store(Instant over) {
            store("FINISHED", "'2020-01-01Z'", "'" + over + "'");
        }

        @Override
        public void storeOpen() {
            store("RUNNING", "'2020-01-01Z'", "NULL");
            store("QUEUED", "NULL", "NULL");
        }

        /// Results go with their batches.
        @Override
        public long stored() {
            return count("batch_results");
        }
    }

    @Nested
    final class MessagesTest implements RetainedContract {
        @Override
        public Retained retained() {
            return adapter.retention().messages();
        }

        private void store(String delivered) {
            database.execute(
                    """
                    INSERT INTO outbox VALUES (gen_random_uuid(), 'batch.completed',
                        'https://example.org', '{}', '2020-01-01Z', %s)
                    """
                            .formatted(delivered));
        }

        @Override
        public void store(Instant over) {
            store("'" + over + "'");
        }

        @Override
        public void storeOpen() {
            store("NULL");
        }

        @Override
        public long stored() {
            return count("outbox");
        }
    }

    @Nested
    final class TrainingsTest implements RetainedContract {
        @Override
        public Retained retained() {
            return adapter.retention().trainings();
        }

        private void store(String status, String ended) {
            database.execute(
                    """
                    INSERT INTO training_jobs (id, contract_name, dataset_id, seed, folds,
                        allow_leakage, requested_by, requested_at, status, ended_at)
                    VALUES (gen_random_uuid(), 'telco', gen_random_uuid(), 1, 2, false, 'Ada',
                        '2020-01-01Z', '%s', %s)
                    """
                            .formatted(status, ended));
        }

        @Override
        public void store(Instant over) {
            store("CANCELLED", "'" + over + "'");
        }

        @Override
        public void storeOpen() {
            store("QUEUED", "NULL");
        }

        @Override
        public long stored() {
            return count("training_jobs");
        }
    }

    @Nested
    final class SessionsTest implements RetainedContract {
        @Override
        public Retained retained() {
            return adapter.retention().sessions();
        }

        private void store(String expires, String ended) {
            database.execute(
                    """
                    INSERT INTO users (id, username, username_folded, credential, password_hash,
                        role, approved, locked, created_at, revision)
                    VALUES ('00000000-0000-7000-8000-000000000001', 'Ada', 'ada', 'CHOSEN', 'h',
                        'ADMIN', true, false, now(), 0)
                    ON CONFLICT DO NOTHING
                    """);
            database.execute(
                    """
                    INSERT INTO sessions VALUES (gen_random_uuid(),
                        '00000000-0000-7000-8000-000000000001', '2020-01-01Z', %s, %s,
                        '192.0.2.7', 'curl')
                    """
                            .formatted(expires, ended));
        }

        /// Every second one has run out, the others were ended.
        @Override
        public void store(Instant over) {
            if (over.getEpochSecond() % 2 == 0) {
                store("'" + over + "'", "NULL");
            } else {
                store("'2099-01-01Z'", "'" + over + "'");
            }
        }

        @Override
        public void storeOpen() {
            store("'2099-01-01Z'", "NULL");
        }

        @Override
        public long stored() {
            return count("sessions");
        }
    }

    @Nested
    final class ImportsTest implements RetainedContract {
        @Override
        public Retained retained() {
            return adapter.retention().imports();
        }

        private void store(String status, String ended, String reason) {
            database.execute(
                    """
                    WITH import AS (
                        INSERT INTO imports (id, profile, section, file_name, file_bytes,
                            file_sha256, dry_run, started_by, started_at, row_count, rejected,
                            skipped, status, ended_at, reason, touched_at)
                        VALUES (gen_random_uuid(), 'shop', 'orders', 'o.csv', 1, '', false, 'Ada',
                            '2020-01-01Z', 1, 1, '[]', '%s', %s, %s, '2020-01-01Z')
                        RETURNING id)
                    INSERT INTO import_rejections SELECT id, 2, 1, 'when', 'x', 'odd' FROM import
                    """
                            .formatted(status, ended, reason));
        }

        @Override
        public void store(Instant over) {
            store("FAILED", "'" + over + "'", "'gone'");
        }

        @Override
        public void storeOpen() {
            store("RUNNING", "NULL", "NULL");
        }

        /// Rejections go with their imports.
        @Override
        public long stored() {
            return count("import_rejections");
        }
    }
}
