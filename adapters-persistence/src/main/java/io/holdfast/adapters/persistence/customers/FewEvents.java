package io.holdfast.adapters.persistence.customers;

import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads.Count;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The events of a small load, which is most of a stream: stored with a statement or two, since
/// making a temporary table for them takes many times as long as they do.
final class FewEvents {

    /// From here on a temporary table is worth it.
    static final int MAX = 1_000;

    private static final int MOMENT = FactKind.EVENTS.indexOf("occurred_at");
    private static final FactTable TABLE = new FactTable(FactKind.EVENTS);

    /// Parameters: the values of each column, by whose ids customers may be named, and
    /// `ErasedIds`'.
    private static final String FEW =
            """
            WITH sent AS (SELECT * FROM unnest(%s) WITH ORDINALITY AS s (%s, seq)),
            few AS (
                SELECT DISTINCT ON (s.event_id) s.event_id,
                    coalesce(x.customer_id, s.customer_id) AS customer_id, s.type,
                    s.occurred_at::timestamptz AS occurred_at, s.metadata::jsonb AS metadata
                FROM sent AS s
                LEFT JOIN external_ids AS x ON x.source = ? AND x.external_id = s.customer_id
                WHERE NOT %s
                ORDER BY s.event_id, s.seq DESC)
            """
                    .formatted(
                            TABLE.columns().stream()
                                    .map(_ -> "?::text[]")
                                    .collect(Collectors.joining(", ")),
                            String.join(", ", TABLE.columns()),
                            ErasedIds.names(
                                    "?::timestamptz",
                                    "?",
                                    "s.customer_id",
                                    "coalesce(x.customer_id, s.customer_id)"));

    /// Each event is looked up by the index: `OFFSET` keeps the planner from reading all events in
    /// a join instead, which it would go on doing while they become many.
    private static final String INSERT =
            FEW
                    + """
                    , inserted AS (
                        INSERT INTO events
                            (event_id, customer_id, type, occurred_at, metadata, source)
                        SELECT event_id, customer_id, type, occurred_at, coalesce(metadata, '{}'), ?
                        FROM few AS s
                        WHERE NOT EXISTS (
                            SELECT FROM events AS t WHERE t.event_id = s.event_id OFFSET 0)
                        RETURNING 1)
                    SELECT (SELECT count(*) FROM few), (SELECT count(*) FROM inserted)
                    """;

    private static final String UPDATE =
            FEW
                    + ", updated AS ("
                    + TABLE.update("few", "?")
                    + " RETURNING 1) SELECT count(*) FROM updated";

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
    ///
    /// @param begun when the load began
    Count store(Connection connection, String source, Instant begun) throws SQLException {
        long distinct;
        long inserted;
        try (var insert = connection.prepareStatement(INSERT)) {
            bind(connection, insert, source, begun);
            try (var counts = insert.executeQuery()) {
                counts.next();
                distinct = counts.getLong(1);
                inserted = counts.getLong(2);
            }
        }
        long updated = inserted < distinct ? update(connection, source, begun) : 0;
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

    private long update(Connection connection, String source, Instant begun) throws SQLException {
        try (var update = connection.prepareStatement(UPDATE)) {
            bind(connection, update, source, begun);
            try (var counts = update.executeQuery()) {
                counts.next();
                return counts.getLong(1);
            }
        }
    }

    private void bind(
            Connection connection, PreparedStatement statement, String source, Instant begun)
            throws SQLException {
        int columns = TABLE.columns().size();
        for (int i = 0; i < columns; i++) {
            int column = i;
            var values = rows.stream().map(row -> whole(row[column])).toArray();
            statement.setArray(i + 1, connection.createArrayOf("text", values));
        }
        statement.setString(columns + 1, source);
        statement.setObject(columns + 2, ErasedIds.since(begun));
        statement.setString(columns + 3, source);
        statement.setString(columns + 4, source);
    }

    /// A surrogate without its other half becomes a question mark, as by COPY.
    private static @Nullable String whole(@Nullable String text) {
        return text == null || text.chars().noneMatch(c -> Character.isSurrogate((char) c))
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
