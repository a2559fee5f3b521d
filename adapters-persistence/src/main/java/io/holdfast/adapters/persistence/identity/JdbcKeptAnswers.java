package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.kernel.KeptAnswers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The answers in a table. Who is at it holds a lock that ends with the transaction, so that a
/// crash leaves none behind.
public final class JdbcKeptAnswers implements KeptAnswers {

    private static final String TRY_LOCK =
            "SELECT pg_try_advisory_xact_lock(hashtextextended('kept_answers:' || ? || ' ' || ?, 0))";

    private static final String FIND =
            """
            SELECT payload, status, content_type, body, header_names, header_values
            FROM kept_answers WHERE caller = ? AND key = ? AND kept_at >= ?
            """;

    private static final String KEEP =
            """
            INSERT INTO kept_answers (caller, key, payload, status, content_type, body,
                header_names, header_values, kept_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (caller, key) DO UPDATE SET payload = EXCLUDED.payload,
                status = EXCLUDED.status, content_type = EXCLUDED.content_type,
                body = EXCLUDED.body, header_names = EXCLUDED.header_names,
                header_values = EXCLUDED.header_values, kept_at = EXCLUDED.kept_at
            """;

    private static final String FORGET =
            """
            DELETE FROM kept_answers WHERE (caller, key) IN (
                SELECT caller, key FROM kept_answers WHERE kept_at < ?
                ORDER BY kept_at LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;

    public JdbcKeptAnswers(Database database) {
        this.database = database;
    }

    /// Looks before it locks, so that many may be given the answer at once; and again behind the
    /// lock, because its last holder may have kept one in between.
    @Override
    public Claim claim(String caller, String key, String payload, Instant expired) {
        return database.lock(connection -> {
            var kept = find(connection, caller, key, payload, expired);
            if (kept.isPresent()) {
                return kept.get();
            }
            if (!tryLock(connection, caller, key)) {
                return new Claim.Running();
            }
            return find(connection, caller, key, payload, expired).orElseGet(Claim.Fresh::new);
        });
    }

    private static boolean tryLock(Connection connection, String caller, String key)
            throws SQLException {
        try (var lock = connection.prepareStatement(TRY_LOCK)) {
            lock.setString(1, caller);
            lock.setString(2, key);
            try (var rows = lock.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private static Optional<Claim> find(
            Connection connection, String caller, String key, String payload, Instant expired)
            throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setString(1, caller);
            select.setString(2, key);
            select.setObject(3, expired.atOffset(ZoneOffset.UTC));
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        rows.getString("payload").equals(payload)
                                ? new Claim.Answered(answer(rows))
                                : new Claim.OtherPayload());
            }
        }
    }

    private static Answer answer(ResultSet row) throws SQLException {
        var names = (String[]) row.getArray("header_names").getArray();
        var values = (String[]) row.getArray("header_values").getArray();
        var headers = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.length; i++) {
            headers.put(names[i], values[i]);
        }
        return new Answer(
                row.getInt("status"), row.getString("content_type"), row.getBytes("body"), headers);
    }

    @Override
    public void keep(String caller, String key, String payload, Answer answer, Instant now) {
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        answer.headers()
                .forEach((name, value) -> {
                    names.add(name);
                    values.add(value);
                });
        database.write(connection -> {
            try (var insert = connection.prepareStatement(KEEP)) {
                insert.setString(1, caller);
                insert.setString(2, key);
                insert.setString(3, payload);
                insert.setInt(4, answer.status());
                insert.setString(5, answer.contentType());
                insert.setBytes(6, answer.body());
                insert.setArray(7, connection.createArrayOf("text", names.toArray()));
                insert.setArray(8, connection.createArrayOf("text", values.toArray()));
                insert.setObject(9, now.atOffset(ZoneOffset.UTC));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public int forget(Instant before, int limit) {
        return database.write(connection -> {
            try (var delete = connection.prepareStatement(FORGET)) {
                delete.setObject(1, before.atOffset(ZoneOffset.UTC));
                delete.setInt(2, limit);
                return delete.executeUpdate();
            }
        });
    }
}
