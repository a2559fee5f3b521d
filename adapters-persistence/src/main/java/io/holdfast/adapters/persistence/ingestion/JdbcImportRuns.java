package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.State;
import io.holdfast.domain.ingestion.ImportRuns;
import io.holdfast.domain.ingestion.Rejection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The imports in a table. A state is spread over columns that the schema holds together.
public final class JdbcImportRuns implements ImportRuns {

    private static final String INSERT =
            """
            INSERT INTO imports (id, profile, section, file_name, file_bytes, file_sha256, dry_run,
                started_by, started_at, row_count, rejected, skipped, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '[]', 'RUNNING')
            """;

    private static final String UPDATE =
            """
            UPDATE imports
            SET row_count = ?, rejected = ?, skipped = ?::jsonb, status = ?, ended_at = ?,
                reason = ?, counts = ?::jsonb
            WHERE id = ? AND status = 'RUNNING'
            """;

    private static final String FIND = "SELECT * FROM imports WHERE id = ?";

    private static final String LIST =
            "SELECT * FROM imports WHERE id < ? ORDER BY id DESC LIMIT ?";

    /// Locks the run, so that callers at once do not keep too many together.
    private static final String KEPT = "SELECT kept FROM imports WHERE id = ? FOR UPDATE";

    private static final String REJECT =
            """
            INSERT INTO import_rejections (import_id, line, position, column_name, value, reason)
            SELECT ?, line, ? + position, column_name, value, reason
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[])
                WITH ORDINALITY AS r (line, column_name, value, reason, position)
            """;

    private static final String KEEP = "UPDATE imports SET kept = kept + ? WHERE id = ?";

    private static final String REJECTIONS =
            """
            SELECT line, column_name, value, reason FROM import_rejections
            WHERE import_id = ? ORDER BY line, position LIMIT ? OFFSET ?
            """;

    private static final String FAIL =
            """
            UPDATE imports SET status = 'FAILED', ended_at = now(), reason = ?
            WHERE id = ANY (?) AND status = 'RUNNING'
            """;

    private final Database database;
    private final ImportStateJson json = new ImportStateJson();

    public JdbcImportRuns(Database database) {
        this.database = database;
    }

    @Override
    public void add(ImportRun run) {
        var _ =
                database.write(connection -> {
                    try (var insert = connection.prepareStatement(INSERT)) {
                        insert.setObject(1, run.id());
                        insert.setString(2, run.profile());
                        insert.setString(3, run.section());
                        insert.setString(4, run.file().name());
                        insert.setLong(5, run.file().bytes());
                        insert.setString(6, run.file().sha256());
                        insert.setBoolean(7, run.dryRun());
                        insert.setString(8, run.startedBy());
                        insert.setObject(9, run.startedAt().atOffset(ZoneOffset.UTC));
                        return insert.executeUpdate();
                    }
                });
    }

    @Override
    public boolean update(ImportRun run) {
        return database.apart(connection -> {
            try (var update = connection.prepareStatement(UPDATE)) {
                update.setLong(1, run.progress().rows());
                update.setLong(2, run.progress().rejected());
                update.setString(3, json.skipped(run.progress().skipped()));
                state(update, run.state());
                update.setObject(8, run.id());
                return update.executeUpdate() == 1;
            }
        });
    }

    private void state(PreparedStatement update, State state) throws SQLException {
        switch (state) {
            case State.Running() -> state(update, "RUNNING", null, null, null);
            case State.Completed(var at, var counts) ->
                    state(update, "COMPLETED", at, null, json.counts(counts));
            case State.Refused(var at, var reason) -> state(update, "REFUSED", at, reason, null);
            case State.Failed(var at, var reason) -> state(update, "FAILED", at, reason, null);
        }
    }

    private static void state(
            PreparedStatement update,
            String status,
            @Nullable Instant endedAt,
            @Nullable String reason,
            @Nullable String counts)
            throws SQLException {
        update.setString(4, status);
        if (endedAt == null) {
            update.setNull(5, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            update.setObject(5, endedAt.atOffset(ZoneOffset.UTC));
        }
        update.setString(6, reason);
        update.setString(7, counts);
    }

    @Override
    public Optional<ImportRun> find(UUID id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FIND)) {
                select.setObject(1, id);
                return runs(select).stream().findFirst();
            }
        });
    }

    @Override
    public List<ImportRun> list(UUID before, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(LIST)) {
                select.setObject(1, before);
                select.setInt(2, limit);
                return runs(select);
            }
        });
    }

    private List<ImportRun> runs(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            var runs = new ArrayList<ImportRun>();
            while (rows.next()) {
                runs.add(run(rows));
            }
            return List.copyOf(runs);
        }
    }

    private ImportRun run(ResultSet row) throws SQLException {
        return new ImportRun(
                row.getObject("id", UUID.class),
                row.getString("profile"),
                row.getString("section"),
                new ImportRun.File(
                        row.getString("file_name"),
                        row.getLong("file_bytes"),
                        row.getString("file_sha256")),
                row.getBoolean("dry_run"),
                row.getString("started_by"),
                instant(row, "started_at"),
                new ImportRun.Progress(
                        row.getLong("row_count"),
                        row.getLong("rejected"),
                        json.skipped(row.getString("skipped"))),
                state(row));
    }

    private State state(ResultSet row) throws SQLException {
        var status = row.getString("status");
        return switch (status) {
            case "RUNNING" -> new State.Running();
            case "COMPLETED" ->
                    new State.Completed(
                            instant(row, "ended_at"), json.counts(row.getString("counts")));
            case "REFUSED" -> new State.Refused(instant(row, "ended_at"), row.getString("reason"));
            case "FAILED" -> new State.Failed(instant(row, "ended_at"), row.getString("reason"));
            default -> throw new IllegalStateException("unknown status " + status);
        };
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public void reject(UUID run, List<Rejection> rejections) {
        var _ =
                database.apart(connection -> {
                    long kept = kept(connection, run);
                    int room = (int) Math.min(rejections.size(), MAX_REJECTIONS - kept);
                    if (room <= 0) {
                        return 0;
                    }
                    var some = rejections.subList(0, room);
                    insert(connection, run, kept, some);
                    try (var keep = connection.prepareStatement(KEEP)) {
                        keep.setLong(1, some.size());
                        keep.setObject(2, run);
                        return keep.executeUpdate();
                    }
                });
    }

    private static long kept(Connection connection, UUID run) throws SQLException {
        try (var select = connection.prepareStatement(KEPT)) {
            select.setObject(1, run);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("there is no import " + run);
                }
                return rows.getLong(1);
            }
        }
    }

    private static void insert(
            Connection connection, UUID run, long kept, List<Rejection> rejections)
            throws SQLException {
        try (var insert = connection.prepareStatement(REJECT)) {
            insert.setObject(1, run);
            insert.setLong(2, kept);
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", rejections.stream().map(Rejection::line).toArray()));
            insert.setArray(4, texts(connection, rejections, Rejection::column));
            insert.setArray(5, texts(connection, rejections, Rejection::value));
            insert.setArray(6, texts(connection, rejections, Rejection::reason));
            insert.executeUpdate();
        }
    }

    private static java.sql.Array texts(
            Connection connection, List<Rejection> rejections, Function<Rejection, String> part)
            throws SQLException {
        return connection.createArrayOf(
                "text", rejections.stream().map(one -> StoredText.of(part.apply(one))).toArray());
    }

    @Override
    public List<Rejection> rejections(UUID run, long skip, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(REJECTIONS)) {
                select.setObject(1, run);
                select.setInt(2, limit);
                select.setLong(3, skip);
                try (var rows = select.executeQuery()) {
                    var rejections = new ArrayList<Rejection>();
                    while (rows.next()) {
                        rejections.add(
                                new Rejection(
                                        rows.getLong(1),
                                        rows.getString(2),
                                        rows.getString(3),
                                        rows.getString(4)));
                    }
                    return List.copyOf(rejections);
                }
            }
        });
    }

    @Override
    public int failAbandoned(List<UUID> runs, String reason) {
        return database.write(connection -> {
            try (var fail = connection.prepareStatement(FAIL)) {
                fail.setString(1, reason);
                fail.setArray(2, connection.createArrayOf("uuid", runs.toArray()));
                return fail.executeUpdate();
            }
        });
    }
}
