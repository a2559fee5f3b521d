package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.identity.AuditEvent;
import io.holdfast.domain.identity.AuditQueries;
import io.holdfast.domain.identity.AuditTrail;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The audit trail.
public final class JdbcAuditTrail implements AuditTrail, AuditQueries {

    /// Rows that are in memory at once while all are read.
    private static final int FETCH = 1_000;

    /// Whoever appends is alone from here to its commit, so that the row before is the last one.
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('audit_events', 0))";

    private static final String HEAD =
            """
            (SELECT position, hash FROM audit_events ORDER BY position DESC LIMIT 1)
            UNION ALL
            (SELECT position, hash FROM audit_anchor)
            ORDER BY position DESC LIMIT 1
            """;

    private static final String INSERT =
            """
            INSERT INTO audit_events (position, event_id, at, actor_kind, actor_id, actor_name, action,
                target, address, request_id, result, previous_hash, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String LOCK_ANCHOR = "LOCK TABLE audit_anchor IN SHARE ROW EXCLUSIVE MODE";

    private static final String OLDEST =
            "SELECT position, hash, at FROM audit_events ORDER BY position LIMIT ?";

    private static final String MOVE_ANCHOR =
            """
            INSERT INTO audit_anchor (position, hash) VALUES (?, ?)
            ON CONFLICT (only_row) DO UPDATE SET position = excluded.position, hash = excluded.hash
            """;

    private static final String DELETE = "DELETE FROM audit_events WHERE position <= ?";

    private static final String ANCHOR = "SELECT position, hash FROM audit_anchor";

    /// The anchor comes with the rows, as of the same moment.
    private static final String CHAIN =
            "SELECT "
                    + AuditRows.COLUMNS
                    + """
                    , previous_hash,
                      coalesce((SELECT position FROM audit_anchor), 0) AS anchor_position,
                      coalesce((SELECT hash FROM audit_anchor), repeat('0', 64)) AS anchor_hash
                    FROM audit_events ORDER BY position
                    """;

    private final Database database;

    public JdbcAuditTrail(Database database) {
        this.database = database;
    }

    @Override
    public void append(AuditEvent event) {
        var _ =
                database.write(connection -> {
                    try (var lock = connection.prepareStatement(LOCK)) {
                        lock.execute();
                    }
                    var last = head(connection, HEAD);
                    insert(connection, last, event);
                    return true;
                });
    }

    private static void insert(Connection connection, Head last, AuditEvent event)
            throws SQLException {
        long position = last.position() + 1;
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, position);
            insert.setObject(2, event.id());
            insert.setObject(3, event.at().atOffset(ZoneOffset.UTC));
            insert.setString(4, event.actor().kind().name());
            insert.setString(5, event.actor().id());
            insert.setString(6, event.actor().name());
            insert.setString(7, event.action());
            insert.setString(8, event.target());
            insert.setString(9, event.address());
            insert.setString(10, event.requestId());
            insert.setString(11, event.result().name());
            insert.setString(12, last.hash());
            insert.setString(13, AuditHash.of(position, last.hash(), event));
            insert.executeUpdate();
        }
    }

    @Override
    public int forget(Instant before, int limit) {
        return database.write(connection -> {
            try (var lock = connection.prepareStatement(LOCK_ANCHOR)) {
                lock.execute();
            }
            var last = lastBefore(connection, before, limit);
            if (last.position() == 0) {
                return 0;
            }
            try (var move = connection.prepareStatement(MOVE_ANCHOR)) {
                move.setLong(1, last.position());
                move.setString(2, last.hash());
                move.executeUpdate();
            }
            try (var delete = connection.prepareStatement(DELETE)) {
                delete.setLong(1, last.position());
                return delete.executeUpdate();
            }
        });
    }

    /// The last of the oldest rows that are all older, `NONE` where the first one is not.
    private static Head lastBefore(Connection connection, Instant before, int limit)
            throws SQLException {
        var last = Head.NONE;
        try (var select = connection.prepareStatement(OLDEST)) {
            select.setInt(1, limit);
            try (var rows = select.executeQuery()) {
                while (rows.next()
                        && rows.getObject("at", OffsetDateTime.class)
                                .toInstant()
                                .isBefore(before)) {
                    last = new Head(rows.getLong("position"), rows.getString("hash"));
                }
            }
        }
        return last;
    }

    @Override
    public List<Entry> page(Filter filter, long before, int limit) {
        var query = AuditRows.newestFirst(filter, before, limit);
        return database.read(connection -> {
            try (var select = query.prepare(connection);
                    var rows = select.executeQuery()) {
                var entries = new ArrayList<Entry>();
                while (rows.next()) {
                    entries.add(AuditRows.entry(rows));
                }
                return List.copyOf(entries);
            }
        });
    }

    @Override
    public void readAll(Filter filter, Consumer<Entry> reader) {
        var query = AuditRows.oldestFirst(filter);
        // The driver fetches by portions only inside a transaction.
        var _ =
                database.write(connection -> {
                    try (var select = query.prepare(connection)) {
                        select.setFetchSize(FETCH);
                        try (var rows = select.executeQuery()) {
                            while (rows.next()) {
                                reader.accept(AuditRows.entry(rows));
                            }
                        }
                    }
                    return true;
                });
    }

    @Override
    public Head head() {
        return database.read(connection -> head(connection, HEAD));
    }

    private static Head head(Connection connection, String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql);
                var rows = select.executeQuery()) {
            return rows.next()
                    ? new Head(rows.getLong("position"), rows.getString("hash"))
                    : Head.NONE;
        }
    }

    @Override
    public Verification verify() {
        return database.write(connection -> {
            try (var select = connection.prepareStatement(CHAIN)) {
                select.setFetchSize(FETCH);
                return verify(connection, select);
            }
        });
    }

    private static Verification verify(Connection connection, PreparedStatement select)
            throws SQLException {
        try (var rows = select.executeQuery()) {
            if (!rows.next()) {
                return new AuditChain(head(connection, ANCHOR)).result();
            }
            var chain =
                    new AuditChain(
                            new Head(
                                    rows.getLong("anchor_position"),
                                    rows.getString("anchor_hash")));
            boolean holds;
            do {
                holds = chain.take(AuditRows.entry(rows), rows.getString("previous_hash"));
            } while (holds && rows.next());
            return chain.result();
        }
    }
}
