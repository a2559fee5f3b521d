package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.ingestion.RecordValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Fields of stored records.
public final class JdbcRecordValues implements RecordValues {

    private static final String VALUES =
            """
            SELECT record_id, fields ->> ? FROM records
            WHERE collection = ? AND fields ->> ? IS NOT NULL
            LIMIT ?
            """;

    private final Database database;

    public JdbcRecordValues(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Map<String, String>> of(String collection, String field) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(VALUES)) {
                select.setString(1, field);
                select.setString(2, collection);
                select.setString(3, field);
                select.setInt(4, MAX_VALUES + 1);
                try (var rows = select.executeQuery()) {
                    Map<String, String> values = new HashMap<>();
                    while (rows.next()) {
                        values.put(rows.getString(1), rows.getString(2));
                    }
                    return values.size() > MAX_VALUES ? Optional.empty() : Optional.of(values);
                }
            }
        });
    }
}
