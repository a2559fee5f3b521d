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
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The imports in a table. A state is spread over columns that the schema holds together.
public final class JdbcImportRuns implements ImportRuns {

    private static final String INSERT =
            """
            INSERT INTO imports (id, profile, section, file_name, file_bytes, file_sha256, dry_run,
                started_by, started_at, row_count, rejected, skipped, status, touched_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '[]', ?, ?)
            """;

    private static final String UPDATE =
            """
            UPDATE imports
            SET row_count = ?, rejected = ?, skipped = ?::jsonb, status = ?, ended_at = ?,
                reason = ?, counts = ?::jsonb, touched_at = ?
            WHERE id = ? AND status IN ('WAITING', 'RUNNING')
            """;

    /// Names the lock under which waiting runs are counted and added.
    private static final long ADDING = 0x686f_6c64_696d_0001L;

    private static final String WAITING = "SELECT count(*) FROM imports WHERE status = 'WAITING'";

    private static final String BEGIN =
            """
            UPDATE imports SET status = 'RUNNING', row_count = 0, rejected = 0, skipped = '[]', kept = 0,
                touched_at = ?
            WHERE id = ? AND status IN ('WAITING', 'RUNNING') RETURNING *
            """;

    private static final String TAKE_BACK =
            "DELETE FROM imports WHERE id = ? AND status IN ('WAITING', 'RUNNING')";

    private static final String FIND = "SELECT * FROM imports WHERE id = ?";

    private static final String LIST =
            "SELECT * FROM imports WHERE id < ? ORDER BY id DESC LIMIT ?";

    private static final String FAIL =
            """
            UPDATE imports SET status = 'FAILED', ended_at = ?, reason = ?
            WHERE id IN (
                SELECT id FROM imports AS open
                WHERE status IN ('WAITING', 'RUNNING') AND touched_at < ? AND NOT EXISTS (
                    SELECT FROM scheduled_imports
                    WHERE task_name = 'import' AND task_instance = open.id::text)
                FOR UPDATE SKIP LOCKED)
            """;

    /// The weakest lock of the row: it lets updates through, and goes with the process.
    private static final String HOLD = "SELECT id FROM imports WHERE id = ? FOR KEY SHARE";

    private final Database database;
    private final InstantSource clock;
    private final ImportRejections rejections;
    private final ImportStateJson json = new ImportStateJson();

    public JdbcImportRuns(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.rejections = new ImportRejections(database);
    }

    @Override
    public void add(ImportRun run) {
        var _ = database.write(connection -> insert(connection, run));
    }

    private int insert(Connection connection, ImportRun run) throws SQLException {
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
            insert.setString(10, run.state() instanceof State.Waiting ? "WAITING" : "RUNNING");
            insert.setObject(11, now());
            return insert.executeUpdate();
        }
    }

    /// Until the end of the transaction nobody else adds.
    @Override
    public boolean addWaiting(List<ImportRun> waiting, int waitingMax) {
        return database.write(connection -> {
            try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
                lock.setLong(1, ADDING);
                lock.execute();
            }
            if (waiting(connection) + waiting.size() > waitingMax) {
                return false;
            }
            for (var run : waiting) {
                var _ = insert(connection, run);
            }
            return true;
        });
    }

    @Override
    public int waiting() {
        return database.read(JdbcImportRuns::waiting);
    }

    private static int waiting(Connection connection) throws SQLException {
        try (var count = connection.prepareStatement(WAITING);
                var rows = count.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public Optional<ImportRun> begin(UUID id) {
        return database.apart(connection -> {
            try (var begin = connection.prepareStatement(BEGIN)) {
                begin.setObject(1, now());
                begin.setObject(2, id);
                var begun = runs(begin).stream().findFirst();
                if (begun.isPresent()) {
                    ImportRejections.forget(connection, id);
                }
                return begun;
            }
        });
    }

    @Override
    public boolean complete(ImportRun run) {
        return database.write(connection -> update(connection, run));
    }

    @Override
    public boolean update(ImportRun run) {
        return database.apart(connection -> update(connection, run));
    }

    @Override
    public boolean takeBack(UUID id) {
        return database.write(connection -> {
            try (var delete = connection.prepareStatement(TAKE_BACK)) {
                delete.setObject(1, id);
                return delete.executeUpdate() == 1;
            }
        });
    }

    private boolean update(Connection connection, ImportRun run) throws SQLException {
        try (var update = connection.prepareStatement(UPDATE)) {
            update.setLong(1, run.progress().rows());
            update.setLong(2, run.progress().rejected());
            update.setString(3, json.skipped(run.progress().skipped()));
            state(update, run.state());
            update.setObject(8, now());
            update.setObject(9, run.id());
            return update.executeUpdate() == 1;
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private void state(PreparedStatement update, State state) throws SQLException {
        switch (state) {
            case State.Waiting() -> state(update, "WAITING", null, null, null);
            case State.Running() -> state(update, "RUNNING", null, null, null);
            case State.Completed(var at, var counts) ->
                    state(update, "COMPLETED", at, null, json.counts(counts));
            case State.Refused(var at, var reason) -> state(update, "REFUSED", at, reason, null);
            case State.Failed(var at, var reason) -> state(update, "FAILED", at, reason, null);
            case State.Cancelled(var at) -> state(update, "CANCELLED", at, null, null);
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
            case "WAITING" -> new State.Waiting();
            case "RUNNING" -> new State.Running();
            case "COMPLETED" ->
                    new State.Completed(
                            instant(row, "ended_at"), json.counts(row.getString("counts")));
            case "REFUSED" -> new State.Refused(instant(row, "ended_at"), row.getString("reason"));
            case "FAILED" -> new State.Failed(instant(row, "ended_at"), row.getString("reason"));
            case "CANCELLED" -> new State.Cancelled(instant(row, "ended_at"));
            default -> throw new IllegalStateException("unknown status " + status);
        };
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public void reject(UUID run, List<Rejection> more) {
        rejections.add(run, more);
    }

    @Override
    public Page rejections(UUID run, Mark after, int limit) {
        return rejections.after(run, after, limit);
    }

    @Override
    public List<Fault> faults(UUID run, int limit) {
        return rejections.faults(run, limit);
    }

    @Override
    public void hold(UUID run) {
        var _ =
                database.lock(connection -> {
                    try (var hold = connection.prepareStatement(HOLD)) {
                        hold.setObject(1, run);
                        return hold.execute();
                    }
                });
    }

    @Override
    public int failAbandoned(Instant silentSince, Instant at, String reason) {
        return database.apart(connection -> {
            try (var fail = connection.prepareStatement(FAIL)) {
                fail.setObject(1, at.atOffset(ZoneOffset.UTC));
                fail.setString(2, reason);
                fail.setObject(3, silentSince.atOffset(ZoneOffset.UTC));
                return fail.executeUpdate();
            }
        });
    }
}
