package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.ingestion.source.Pull;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.SourceState;
import io.holdfast.domain.ingestion.source.Sources;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The stored sources and their pulls.
public final class JdbcSources implements Sources {

    private static final String INSERT =
            "INSERT INTO sources (%s, sealed_secret, added_by, added_at, due_at) VALUES (%s)"
                            .formatted(
                                    SourceRows.SOURCE,
                                    "?,".repeat(SourceRows.SOURCE_COLUMNS) + "?,?,?,?")
                    + " ON CONFLICT DO NOTHING";

    private static final String SELECT =
            "SELECT %s, %s, sealed_secret FROM sources"
                    .formatted(SourceRows.SOURCE, SourceRows.STATE);

    private static final String PULLS =
            "SELECT id, source, started_at, ended_at, state, reason, page_count, row_count,"
                    + " rejected FROM pulls WHERE source = ?"
                    + " ORDER BY started_at DESC, id DESC LIMIT ?";

    private static final String DUE =
            "SELECT name FROM sources WHERE enabled AND due_at <= ?"
                    + " AND (taken_until IS NULL OR taken_until <= ?) ORDER BY due_at, name LIMIT ?";

    private static final String TAKE =
            "UPDATE sources SET taken_by = ?, taken_until = ?, asked = false WHERE name = ?";

    private static final String ABANDON =
            "UPDATE pulls SET state = 'FAILED', ended_at = ?, reason = 'it died'"
                    + " WHERE source = ? AND state = 'RUNNING'";

    private static final String BEGIN =
            "INSERT INTO pulls (id, source, started_at, state) VALUES (?, ?, ?, 'RUNNING')";

    private static final String FORGET =
            "DELETE FROM pulls WHERE source = ? AND id IN (SELECT id FROM pulls WHERE source = ?"
                    + " ORDER BY started_at DESC, id DESC OFFSET ?)";

    private static final String ADVANCE =
            "UPDATE sources SET mark = ?, taken_until = ? WHERE name = ? AND taken_by = ?";

    private static final String PROLONG =
            "UPDATE sources SET taken_until = ? WHERE name = ? AND taken_by = ?";

    private static final String TELL =
            "UPDATE pulls SET page_count = ?, row_count = ?, rejected = ? WHERE id = ?";

    private static final String FREE =
            """
            UPDATE sources SET taken_by = NULL, taken_until = NULL, fault = ?,
                failures = CASE WHEN ? THEN failures + 1 ELSE 0 END,
                succeeded_at = coalesce(?, succeeded_at),
                due_at = CASE WHEN asked THEN least(due_at, ?) ELSE ? END
            WHERE name = ? AND taken_by = ?
            """;

    private static final String END =
            "UPDATE pulls SET state = ?, ended_at = ?, reason = ?, page_count = ?, row_count = ?,"
                    + " rejected = ? WHERE id = ?";

    /// Names the lock under which sources are counted and added.
    private static final long ADDING = 0x686f_6c64_736f_0001L;

    private final Database database;

    public JdbcSources(Database database) {
        this.database = database;
    }

    @Override
    public Addition add(Source source, String sealedSecret, String by, Instant at, Instant dueAt) {
        return database.write(connection -> {
            lockAdding(connection);
            if (isFull(connection)) {
                return Addition.TOO_MANY;
            }
            try (var insert = connection.prepareStatement(INSERT)) {
                SourceRows.set(insert, source);
                int next = SourceRows.SOURCE_COLUMNS + 1;
                insert.setString(next, sealedSecret);
                insert.setString(next + 1, by);
                insert.setObject(next + 2, SourceRows.moment(at));
                insert.setObject(next + 3, SourceRows.due(dueAt), Types.TIMESTAMP_WITH_TIMEZONE);
                return insert.executeUpdate() == 1 ? Addition.ADDED : Addition.NAME_TAKEN;
            }
        });
    }

    /// Until the end of the transaction nobody else adds.
    private static void lockAdding(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            lock.setLong(1, ADDING);
            lock.execute();
        }
    }

    private static boolean isFull(Connection connection) throws SQLException {
        try (var count = connection.prepareStatement("SELECT count(*) FROM sources");
                var rows = count.executeQuery()) {
            rows.next();
            return rows.getLong(1) >= MAX;
        }
    }

    @Override
    public boolean remove(String name) {
        return change("DELETE FROM sources WHERE name = ?", name);
    }

    private boolean change(String sql, Object... values) {
        return database.write(connection -> {
            try (var change = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    change.setObject(i + 1, values[i]);
                }
                return change.executeUpdate() > 0;
            }
        });
    }

    @Override
    public Optional<String> sealedSecret(String name) {
        return database.read(connection -> {
            var sql = "SELECT sealed_secret FROM sources WHERE name = ?";
            try (var select = connection.prepareStatement(sql)) {
                select.setString(1, name);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean reseal(String name, String present, String sealed) {
        return change(
                "UPDATE sources SET sealed_secret = ? WHERE name = ? AND sealed_secret = ?",
                sealed,
                name,
                present);
    }

    @Override
    public boolean askForPull(String name, Instant at) {
        return change(
                "UPDATE sources SET due_at = ?, asked = true WHERE name = ?",
                SourceRows.moment(at),
                name);
    }

    @Override
    public List<String> due(Instant now, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(DUE)) {
                select.setObject(1, SourceRows.moment(now));
                select.setObject(2, SourceRows.moment(now));
                select.setInt(3, limit);
                try (var rows = select.executeQuery()) {
                    var names = new ArrayList<String>();
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                    return List.copyOf(names);
                }
            }
        });
    }

    @Override
    public Claim claim(String name, UUID pull, Instant now) {
        return database.write(connection -> {
            var claim = lock(connection, name, now);
            if (claim instanceof Claim.Claimed) {
                take(connection, name, pull, now);
            }
            return claim;
        });
    }

    /// Whoever comes at the same time waits for the row, and finds it taken.
    private static Claim lock(Connection connection, String name, Instant now) throws SQLException {
        try (var select = connection.prepareStatement(SELECT + " WHERE name = ? FOR UPDATE")) {
            select.setString(1, name);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    return new Claim.Unknown();
                }
                var state = SourceRows.state(row);
                return state.isTaken(now)
                        ? new Claim.Taken()
                        : new Claim.Claimed(
                                SourceRows.source(row),
                                row.getString("sealed_secret"),
                                free(state));
            }
        }
    }

    /// Without the pull that died.
    private static SourceState free(SourceState state) {
        return new SourceState(
                state.mark(),
                state.succeededAt(),
                state.failures(),
                state.fault(),
                state.dueAt(),
                Instant.MIN);
    }

    private void take(Connection connection, String name, UUID pull, Instant now)
            throws SQLException {
        execute(connection, TAKE, pull, SourceRows.moment(now.plus(HOLD)), name);
        execute(connection, ABANDON, SourceRows.moment(now), name);
        execute(connection, BEGIN, pull, name, SourceRows.moment(now));
        execute(connection, FORGET, name, name, MAX_PULLS);
    }

    private static int execute(Connection connection, String sql, Object... values)
            throws SQLException {
        try (var change = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                change.setObject(i + 1, values[i]);
            }
            return change.executeUpdate();
        }
    }

    @Override
    public boolean advance(
            String name, UUID pull, String mark, Pull.Progress progress, Instant now) {
        return database.write(connection -> {
            var until = SourceRows.moment(now.plus(HOLD));
            if (execute(connection, ADVANCE, mark, until, name, pull) == 0) {
                return false;
            }
            execute(connection, TELL, progress.pages(), progress.rows(), progress.rejected(), pull);
            return true;
        });
    }

    @Override
    public boolean hold(String name, UUID pull, Instant now) {
        return change(PROLONG, SourceRows.moment(now.plus(HOLD)), name, pull);
    }

    @Override
    public boolean finish(
            String name, UUID pull, Pull.Progress progress, Pull.State state, Instant dueAt) {
        var end = End.of(state);
        return database.write(connection -> {
            try (var free = connection.prepareStatement(FREE)) {
                var due = SourceRows.due(dueAt);
                free.setString(1, end.reason());
                free.setBoolean(2, end.isFailure());
                free.setObject(
                        3,
                        end.isSuccess() ? SourceRows.moment(end.at()) : null,
                        Types.TIMESTAMP_WITH_TIMEZONE);
                free.setObject(4, due, Types.TIMESTAMP_WITH_TIMEZONE);
                free.setObject(5, due, Types.TIMESTAMP_WITH_TIMEZONE);
                free.setString(6, name);
                free.setObject(7, pull);
                if (free.executeUpdate() == 0) {
                    return false;
                }
            }
            execute(
                    connection,
                    END,
                    end.label(),
                    SourceRows.moment(end.at()),
                    end.reason(),
                    progress.pages(),
                    progress.rows(),
                    progress.rejected(),
                    pull);
            return true;
        });
    }

    /// How a pull ended, as it is stored.
    private record End(String label, Instant at, String reason) {

        static End of(Pull.State state) {
            return switch (state) {
                case Pull.State.Running() -> throw new IllegalArgumentException("it goes on");
                case Pull.State.Completed(var at) -> new End("COMPLETED", at, "");
                case Pull.State.Paused(var at) -> new End("PAUSED", at, "");
                case Pull.State.Refused(var at, var reason) -> new End("REFUSED", at, cut(reason));
                case Pull.State.Failed(var at, var reason) -> new End("FAILED", at, cut(reason));
            };
        }

        /// Without what PostgreSQL cannot store.
        private static String cut(String reason) {
            var kept = reason.replace('\0', '?');
            int max = SourceState.MAX_FAULT_LENGTH;
            return kept.length() > max ? kept.substring(0, max) : kept;
        }

        boolean isSuccess() {
            return label.equals("COMPLETED");
        }

        boolean isFailure() {
            return label.equals("FAILED") || label.equals("REFUSED");
        }
    }

    @Override
    public Optional<Listed> find(String name) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(SELECT + " WHERE name = ?")) {
                select.setString(1, name);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(listed(row)) : Optional.empty();
                }
            }
        });
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(SourceRows.source(row), SourceRows.state(row));
    }

    @Override
    public List<Listed> list() {
        return database.read(connection -> {
            var sql = SELECT + " ORDER BY name LIMIT " + MAX;
            try (var select = connection.prepareStatement(sql);
                    var rows = select.executeQuery()) {
                var all = new ArrayList<Listed>();
                while (rows.next()) {
                    all.add(listed(rows));
                }
                return List.copyOf(all);
            }
        });
    }

    @Override
    public List<Pull> pulls(String source, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(PULLS)) {
                select.setString(1, source);
                select.setInt(2, limit);
                try (var rows = select.executeQuery()) {
                    var all = new ArrayList<Pull>();
                    while (rows.next()) {
                        all.add(SourceRows.pull(rows));
                    }
                    return List.copyOf(all);
                }
            }
        });
    }
}
