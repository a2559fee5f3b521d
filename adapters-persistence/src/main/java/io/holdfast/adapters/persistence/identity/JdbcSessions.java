package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.SessionQueries;
import io.holdfast.domain.identity.Sessions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The sessions.
public final class JdbcSessions implements Sessions, SessionQueries {

    /// Whoever takes back the approval updates the user, and so waits for this lock or is waited
    /// for; of two who begin, the second one counts the first one's session.
    private static final String LOCK_ACTIVE_USER =
            "SELECT 1 FROM users WHERE id = ? AND approved AND NOT locked FOR NO KEY UPDATE";

    private static final String INSERT =
            """
            INSERT INTO sessions (id, user_id, started_at, expires_at, address, agent)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    private static final String END_OLDEST =
            """
            UPDATE sessions SET ended_at = ?
            WHERE id IN (SELECT id FROM sessions
                         WHERE user_id = ? AND ended_at IS NULL AND expires_at > ?
                         ORDER BY started_at DESC, id DESC OFFSET ?)
            """;

    private static final String END =
            "UPDATE sessions SET ended_at = ? WHERE id = ? AND user_id = ? AND ended_at IS NULL";

    private static final String END_ALL =
            """
            UPDATE sessions SET ended_at = ?
            WHERE user_id = ? AND ended_at IS NULL AND expires_at > ?
            """;

    private static final String COLUMNS = "id, user_id, started_at, expires_at, address, agent";

    private static final String LIVE =
            "SELECT "
                    + COLUMNS
                    + """
                     FROM sessions WHERE user_id = ? AND ended_at IS NULL AND expires_at > ?
                    ORDER BY started_at DESC, id DESC LIMIT ?
                    """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM sessions WHERE id = ? AND ended_at IS NULL";

    private static final String BEGAN_FROM =
            """
            SELECT EXISTS (SELECT 1 FROM sessions
                           WHERE user_id = ? AND started_at >= ? AND address = ?)
            """;

    private final Database database;

    public JdbcSessions(Database database) {
        this.database = database;
    }

    @Override
    public Beginning begin(Session session) {
        return database.write(connection -> {
            if (!locksActiveUser(connection, session.user())) {
                return new Beginning.NotActive();
            }
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setObject(1, session.id());
                insert.setObject(2, session.user());
                insert.setObject(3, at(session.startedAt()));
                insert.setObject(4, at(session.expiresAt()));
                insert.setString(5, session.address());
                insert.setString(6, session.agent());
                insert.executeUpdate();
            }
            try (var end = connection.prepareStatement(END_OLDEST)) {
                end.setObject(1, at(session.startedAt()));
                end.setObject(2, session.user());
                end.setObject(3, at(session.startedAt()));
                end.setInt(4, MAX_PER_USER);
                end.executeUpdate();
            }
            return new Beginning.Begun();
        });
    }

    private static boolean locksActiveUser(Connection connection, UUID user) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK_ACTIVE_USER)) {
            lock.setObject(1, user);
            try (var rows = lock.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public boolean end(UUID user, UUID session, Instant now) {
        return database.write(connection -> {
            try (var end = connection.prepareStatement(END)) {
                end.setObject(1, at(now));
                end.setObject(2, session);
                end.setObject(3, user);
                return end.executeUpdate() == 1;
            }
        });
    }

    @Override
    public int endAll(UUID user, Instant now) {
        return database.write(connection -> {
            try (var end = connection.prepareStatement(END_ALL)) {
                end.setObject(1, at(now));
                end.setObject(2, user);
                end.setObject(3, at(now));
                return end.executeUpdate();
            }
        });
    }

    @Override
    public List<Session> live(UUID user, Instant now) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(LIVE)) {
                select.setObject(1, user);
                select.setObject(2, at(now));
                select.setInt(3, MAX_PER_USER);
                return sessions(select);
            }
        });
    }

    @Override
    public boolean beganFrom(UUID user, String address, Instant since) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(BEGAN_FROM)) {
                select.setObject(1, user);
                select.setObject(2, at(since));
                select.setString(3, address);
                try (var rows = select.executeQuery()) {
                    rows.next();
                    return rows.getBoolean(1);
                }
            }
        });
    }

    @Override
    public Optional<Session> find(UUID id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FIND)) {
                select.setObject(1, id);
                return sessions(select).stream().findFirst();
            }
        });
    }

    private static List<Session> sessions(PreparedStatement select) throws SQLException {
        var sessions = new ArrayList<Session>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                sessions.add(session(rows));
            }
        }
        return List.copyOf(sessions);
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getString("address"),
                row.getString("agent"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
