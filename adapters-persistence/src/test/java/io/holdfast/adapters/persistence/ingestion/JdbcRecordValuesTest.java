package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.ingestion.RecordValues;
import io.holdfast.domain.ingestion.RecordValuesContract;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcRecordValuesTest implements RecordValuesContract {

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
    public RecordValues values() {
        return adapter.ingestion().recordValues();
    }

    @Override
    public void storeNumbered(String collection, int count) {
        database.execute(
                """
                INSERT INTO records (collection, record_id, fields)
                SELECT '%s', n::text, '{"name": "n"}' FROM generate_series(1, %d) AS n
                """
                        .formatted(collection, count));
    }

    @Override
    public void store(String collection, String id, Map<String, String> fields) {
        var sql = "INSERT INTO records (collection, record_id, fields) VALUES (?, ?, ?::jsonb)";
        try (var connection = database.connect();
                var insert = connection.prepareStatement(sql)) {
            insert.setString(1, collection);
            insert.setString(2, id);
            insert.setString(3, JsonMapper.builder().build().writeValueAsString(fields));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
