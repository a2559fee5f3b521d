package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.ingestion.RecordValues;
import java.util.HashMap;
import java.util.Map;

/// Fields of stored records.
public final class JdbcRecordValues implements RecordValues {

    private static final String VALUES =
            """
            SELECT record_id, fields ->> ? FROM records
            WHERE collection = ? AND fields ->> ? IS NOT NULL
            ORDER BY record_id LIMIT ?
            """;

    private final Database database;

    public JdbcRecordValues(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, String> of(String collection, String field) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(VALUES)) {
                select.setString(1, field);
                select.setString(2, collection);
                select.setString(3, field);
                select.setInt(4, MAX_VALUES);
                try (var rows = select.executeQuery()) {
                    var values = new HashMap<String, String>();
                    while (rows.next()) {
                        values.put(rows.getString(1), rows.getString(2));
                    }
                    return values;
                }
            }
        });
    }
}
