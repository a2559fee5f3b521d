package io.holdfast.adapters.persistence.customers;

import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.customers.FactField;
import io.holdfast.domain.customers.FactKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads facts past the adapters.
final class StoredFacts {

    private StoredFacts() {}

    static List<Map<String, String>> of(TestDatabase database, FactKind kind) {
        var columns = names(kind.fields());
        var keys = String.join(", ", names(kind.keys()));
        var sql =
                "SELECT %s FROM %s ORDER BY %s"
                        .formatted(String.join(", ", columns), kind.label(), keys);
        return rows(database, sql, columns);
    }

    static List<Map<String, String>> quarantined(TestDatabase database, FactKind kind) {
        var sql =
                "SELECT fact FROM quarantined_facts WHERE kind = '%s' ORDER BY fact_key"
                        .formatted(kind.label());
        return rows(database, sql, List.of("fact"));
    }

    private static List<String> names(List<FactField> fields) {
        return fields.stream().map(FactField::name).collect(Collectors.toList());
    }

    private static List<Map<String, String>> rows(
            TestDatabase database, String sql, List<String> columns) {
        try (var connection = database.connect();
                var select = connection.prepareStatement(sql);
                var rows = select.executeQuery()) {
            var found = new ArrayList<Map<String, String>>();
            while (rows.next()) {
                var row = new LinkedHashMap<String, String>();
                for (int i = 0; i < columns.size(); i++) {
                    var value = FactValue.read(rows, i + 1);
                    if (!value.isEmpty()) {
                        row.put(columns.get(i), value);
                    }
                }
                found.add(row);
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
