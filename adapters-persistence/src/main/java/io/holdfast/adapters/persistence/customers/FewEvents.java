package io.holdfast.adapters.persistence.customers;

import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads.Count;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The events of a small load, which is most of a stream: stored with one statement, since making a
/// temporary table for them takes many times as long as they do.
final class FewEvents {

    /// From here on a temporary table is worth it.
    static final int MAX = 1_000;

    private static final int MOMENT = FactKind.EVENTS.indexOf("occurred_at");
    private static final FactTable TABLE = new FactTable(FactKind.EVENTS);

    /// Parameters: the values of each column, and by whose ids customers may be named.
    private static final String STORE =
            """
            WITH sent AS (SELECT * FROM unnest(%s) WITH ORDINALITY AS s (%s, seq)),
            few AS (
                SELECT DISTINCT ON (s.event_id) s.event_id,
                    coalesce(x.customer_id, s.customer_id) AS customer_id, s.type,
                    s.occurred_at::timestamptz AS occurred_at, s.metadata::jsonb AS metadata
                FROM sent AS s
                LEFT JOIN external_ids AS x ON x.source = ? AND x.external_id = s.customer_id
                ORDER BY s.event_id, s.seq DESC),
            inserted AS (%s RETURNING 1),
            updated AS (%s RETURNING 1)
            SELECT (SELECT count(*) FROM few), (SELECT count(*) FROM inserted),
                (SELECT count(*) FROM updated)
            """
                    .formatted(
                            TABLE.columns().stream()
                                    .map(_ -> "?::text[]")
                                    .collect(Collectors.joining(", ")),
                            String.join(", ", TABLE.columns()),
                            TABLE.insert("few"),
                            TABLE.update("few"));

    private final List<@Nullable String[]> rows = new ArrayList<>();

    /// @param values in the order of the kind's fields
    void add(@Nullable String[] values) {
        rows.add(values);
    }

    int size() {
        return rows.size();
    }

    List<Instant> moments() {
        return rows.stream().map(row -> Instant.parse(String.valueOf(row[MOMENT]))).toList();
    }

    /// Whoever calls holds the lock of events since an earlier statement.
    Count store(Connection connection, String source) throws SQLException {
        int columns = TABLE.columns().size();
        try (var store = connection.prepareStatement(STORE)) {
            for (int i = 0; i < columns; i++) {
                int column = i;
                var values = rows.stream().map(row -> whole(row[column])).toArray();
                store.setArray(i + 1, connection.createArrayOf("text", values));
            }
            store.setString(columns + 1, source);
            try (var counts = store.executeQuery()) {
                counts.next();
                long distinct = counts.getLong(1);
                long inserted = counts.getLong(2);
                long updated = counts.getLong(3);
                return new Count(
                        FactKind.EVENTS,
                        rows.size(),
                        inserted,
                        updated,
                        distinct - inserted - updated,
                        rows.size() - distinct,
                        0,
                        0);
            }
        }
    }

    /// A surrogate without its other half becomes a question mark, as by COPY.
    private static @Nullable String whole(@Nullable String text) {
        return text == null || text.chars().noneMatch(c -> Character.isSurrogate((char) c))
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
