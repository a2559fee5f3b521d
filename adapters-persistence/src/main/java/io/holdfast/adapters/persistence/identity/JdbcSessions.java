package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.SharedLookup;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

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
            RETURNING id
            """;

    private static final String END =
            "UPDATE sessions SET ended_at = ? WHERE id = ? AND user_id = ? AND ended_at IS NULL"
                    + " RETURNING id";

    private static final String END_ALL =
            """
            UPDATE sessions SET ended_at = ?
            WHERE user_id = ? AND ended_at IS NULL AND expires_at > ?
            RETURNING id
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
            "SELECT " + COLUMNS + " FROM sessions WHERE id = ANY (?) AND ended_at IS NULL";

    private static final String BEGAN_FROM =
            """
            SELECT EXISTS (SELECT 1 FROM sessions
                           WHERE user_id = ? AND started_at >= ? AND address = ?)
            """;

    /// Passes over those that somebody else deletes at this moment.
    private final Database database;

    /// Many requests ask at once where nothing is remembered.
    private final SharedLookup<UUID, Session> byId = new SharedLookup<>(this::find);

    private final IdentityMemory memory;

    /// @param memory forgets what is changed here
    public JdbcSessions(Database database, IdentityMemory memory) {
        this.database = database;
        this.memory = memory;
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
            database.afterwards(() -> memory.forgetSession(session.id()));
            try (var end = connection.prepareStatement(END_OLDEST)) {
                end.setObject(1, at(session.startedAt()));
                end.setObject(2, session.user());
                end.setObject(3, at(session.startedAt()));
                end.setInt(4, MAX_PER_USER);
                changed(end);
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
                return changed(end) == 1;
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
                return changed(end);
            }
        });
    }

    /// Runs a change that returns the ids of the sessions it has changed; how many.
    private int changed(PreparedStatement change) throws SQLException {
        var ids = new ArrayList<UUID>();
        try (var rows = change.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        database.afterwards(() -> ids.forEach(memory::forgetSession));
        return ids.size();
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
        return database.isInTransaction()
                ? Optional.ofNullable(find(Set.of(id)).get(id))
                : byId.find(id);
    }

    private Map<UUID, Session> find(Set<UUID> ids) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FIND)) {
                select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                return sessions(select).stream()
                        .collect(Collectors.toMap(Session::id, Function.identity()));
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
