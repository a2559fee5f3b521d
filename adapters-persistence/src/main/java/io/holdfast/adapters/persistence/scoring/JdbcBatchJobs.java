package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.StateChange;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.scoring.BatchJob;
import io.holdfast.domain.scoring.BatchJob.Progress;
import io.holdfast.domain.scoring.BatchJob.Webhook;
import io.holdfast.domain.scoring.BatchJobs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The batches in a table, what goes in beside them, and a row for each result.
public final class JdbcBatchJobs implements BatchJobs {

    private static final String TABLE = "batches";

    private static final String COLUMNS =
            "id, name, contract_name, total, priority, webhook, detailed, submitted_by,"
                    + " submitted_at, status";

    private static final String INSERT =
            "INSERT INTO batches ("
                    + COLUMNS
                    + ", entities) VALUES (?,?,?,?,?,?,?,?,?,'QUEUED',?::json)"
                    + " ON CONFLICT (name) DO NOTHING";

    private static final String SELECT =
            "SELECT " + COLUMNS + ", started_at, ended_at, reason FROM batches WHERE ";

    private static final String ENTITIES = "SELECT entities FROM batches WHERE id = ?";

    private static final String ADD_RESULT =
            "INSERT INTO batch_results (batch_id, index, scored, outcome) VALUES (?, ?, ?, ?::json)"
                    + " ON CONFLICT (batch_id, index) DO NOTHING";

    private static final String COUNTS =
            "SELECT count(*) FILTER (WHERE scored), count(*) FILTER (WHERE NOT scored)"
                    + " FROM batch_results WHERE batch_id = ?";

    private static final String RESULTS =
            "SELECT index, scored, outcome FROM batch_results WHERE batch_id = ? AND index >= ?"
                    + " ORDER BY index LIMIT ?";

    private static final String LOAD =
            """
            SELECT (SELECT coalesce(sum(total), 0) FROM batches
                    WHERE status IN ('QUEUED', 'RUNNING'))
                 - (SELECT count(*) FROM batch_results
                    JOIN batches ON batches.id = batch_id
                    WHERE status IN ('QUEUED', 'RUNNING')),
                   (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)
                    FROM (SELECT extract(epoch FROM ended_at - started_at) / total AS seconds
                          FROM batches WHERE status = 'FINISHED'
                          ORDER BY ended_at DESC LIMIT 20) AS newest)
            """;

    private static final double NANOS = 1e9;

    private final Database database;
    private final BatchJson json = new BatchJson();

    public JdbcBatchJobs(Database database) {
        this.database = database;
    }

    @Override
    public Added add(BatchJob job, List<Map<String, FieldValue>> entities) {
        var text = json.write(entities);
        return database.write(connection -> {
            if (!insert(connection, job, text)) {
                return new Added.NameTaken();
            }
            change(job.progress()).apply(connection, TABLE, job.id());
            return new Added.Stored();
        });
    }

    private static boolean insert(Connection connection, BatchJob job, String entities)
            throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, job.id());
            insert.setString(2, job.name());
            insert.setString(3, job.contractName());
            insert.setInt(4, job.total());
            insert.setString(5, job.priority().name());
            switch (job.webhook()) {
                case Webhook.None() -> insert.setNull(6, Types.VARCHAR);
                case Webhook.To(var url) -> insert.setString(6, url);
            }
            insert.setBoolean(7, job.detailed());
            insert.setString(8, job.submittedBy());
            insert.setObject(9, job.submittedAt().atOffset(ZoneOffset.UTC));
            insert.setString(10, entities);
            return insert.executeUpdate() == 1;
        }
    }

    @Override
    public Optional<BatchJob> find(UUID id) {
        return findBy("id = ?", id);
    }

    @Override
    public Optional<BatchJob> named(String name) {
        return findBy("name = ?", name);
    }

    private Optional<BatchJob> findBy(String condition, Object value) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(SELECT + condition)) {
                select.setObject(1, value);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(job(rows)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean update(BatchJob job) {
        var change = change(job.progress());
        return database.write(connection -> change.apply(connection, TABLE, job.id()));
    }

    private static StateChange change(Progress progress) {
        return switch (progress) {
            case Progress.Queued() -> StateChange.to("status = 'QUEUED', started_at = NULL");
            case Progress.Running(var startedAt) ->
                    StateChange.to("status = 'RUNNING', started_at = ?", startedAt);
            case Progress.Finished(var startedAt, var at) ->
                    StateChange.to(
                            "status = 'FINISHED', started_at = ?, ended_at = ?", startedAt, at);
            case Progress.Failed(var at, var reason) ->
                    StateChange.to("status = 'FAILED', ended_at = ?, reason = ?", at, reason);
        };
    }

    @Override
    public List<Map<String, FieldValue>> entities(UUID id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(ENTITIES)) {
                select.setObject(1, id);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? json.readEntities(rows.getString(1)) : List.of();
                }
            }
        });
    }

    @Override
    public void addResults(UUID id, List<Result> results) {
        database.write(connection -> {
            try (var insert = connection.prepareStatement(ADD_RESULT)) {
                for (var result : results) {
                    insert.setObject(1, id);
                    insert.setInt(2, result.index());
                    insert.setBoolean(3, result instanceof Result.Scored);
                    insert.setString(4, json.write(result));
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    @Override
    public BatchJob.Counts counts(UUID id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(COUNTS)) {
                select.setObject(1, id);
                try (var rows = select.executeQuery()) {
                    rows.next();
                    return new BatchJob.Counts(rows.getInt(1), rows.getInt(2));
                }
            }
        });
    }

    @Override
    public List<Result> results(UUID id, int from, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(RESULTS)) {
                select.setObject(1, id);
                select.setInt(2, from);
                select.setInt(3, limit);
                try (var rows = select.executeQuery()) {
                    var results = new ArrayList<Result>();
                    while (rows.next()) {
                        results.add(
                                json.readResult(
                                        rows.getInt(1), rows.getBoolean(2), rows.getString(3)));
                    }
                    return List.copyOf(results);
                }
            }
        });
    }

    @Override
    public Load load() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(LOAD);
                    var rows = select.executeQuery()) {
                rows.next();
                // Null, read as 0, before the first batch has finished.
                return new Load(
                        rows.getLong(1), Duration.ofNanos(Math.round(rows.getDouble(2) * NANOS)));
            }
        });
    }

    private static BatchJob job(ResultSet row) throws SQLException {
        var webhook = row.getString("webhook");
        return new BatchJob(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("contract_name"),
                row.getInt("total"),
                WorkQueue.Priority.valueOf(row.getString("priority")),
                webhook == null ? new Webhook.None() : new Webhook.To(webhook),
                row.getBoolean("detailed"),
                row.getString("submitted_by"),
                instant(row, "submitted_at"),
                progress(row));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        var status = row.getString("status");
        return switch (status) {
            case "QUEUED" -> new Progress.Queued();
            case "RUNNING" -> new Progress.Running(instant(row, "started_at"));
            case "FINISHED" ->
                    new Progress.Finished(instant(row, "started_at"), instant(row, "ended_at"));
            case "FAILED" -> new Progress.Failed(instant(row, "ended_at"), row.getString("reason"));
            default -> throw new IllegalStateException("unknown status " + status);
        };
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
