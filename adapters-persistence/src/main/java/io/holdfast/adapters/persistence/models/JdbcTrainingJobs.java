package io.holdfast.adapters.persistence.models;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.StateChange;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.TrainingJob;
import io.holdfast.domain.models.TrainingJob.State;
import io.holdfast.domain.models.TrainingJobs;
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

/// The trainings in a table. A state is spread over columns that the schema holds together.
public final class JdbcTrainingJobs implements TrainingJobs {

    private static final String TABLE = "training_jobs";

    /// Names the lock under which jobs are counted and added.
    private static final long ADDING = 0x686f_6c64_7472_0001L;

    private static final String OPEN =
            "SELECT count(*) FROM training_jobs WHERE status IN ('QUEUED', 'RUNNING')";

    private static final String INSERT =
            "INSERT INTO training_jobs (id, contract_name, dataset_id, seed, folds, allow_leakage,"
                    + " requested_by, requested_at, status) VALUES (?,?,?,?,?,?,?,?,'QUEUED')";

    private static final String FIND = "SELECT * FROM training_jobs WHERE id = ?";

    private static final String LIST =
            "SELECT * FROM training_jobs ORDER BY requested_at DESC, id DESC LIMIT ?";

    private final Database database;

    public JdbcTrainingJobs(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(TrainingJob job, int openMax) {
        return database.write(connection -> {
            lock(connection);
            if (open(connection) >= openMax) {
                return false;
            }
            insert(connection, job);
            change(connection, job.state()).apply(connection, TABLE, job.id());
            return true;
        });
    }

    /// Until the end of the transaction, so that the next caller counts what this one added.
    private static void lock(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            lock.setLong(1, ADDING);
            lock.execute();
        }
    }

    private static int open(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(OPEN);
                var rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void insert(Connection connection, TrainingJob job) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, job.id());
            insert.setString(2, job.contractName());
            insert.setObject(3, job.dataset());
            insert.setLong(4, job.plan().seed());
            insert.setInt(5, job.plan().folds());
            insert.setBoolean(6, job.plan().allowLeakage());
            insert.setString(7, job.requestedBy());
            insert.setObject(8, job.requestedAt().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    @Override
    public Optional<TrainingJob> find(UUID id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FIND)) {
                select.setObject(1, id);
                return jobs(select).stream().findFirst();
            }
        });
    }

    @Override
    public List<TrainingJob> list(int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(LIST)) {
                select.setInt(1, limit);
                return jobs(select);
            }
        });
    }

    @Override
    public boolean update(TrainingJob job) {
        return database.write(
                connection -> change(connection, job.state()).apply(connection, TABLE, job.id()));
    }

    private static StateChange change(Connection connection, State state) throws SQLException {
        return switch (state) {
            case State.Queued() -> StateChange.to("status = 'QUEUED'");
            case State.Running(var since, var step, var share) ->
                    StateChange.to(
                            "status = 'RUNNING', started_at = ?, step = ?, share = ?",
                            since,
                            step,
                            share);
            case State.Succeeded(var at, var version) ->
                    StateChange.to("status = 'SUCCEEDED', ended_at = ?, version = ?", at, version);
            case State.Failed(var at, var reasons) ->
                    StateChange.to(
                            "status = 'FAILED', ended_at = ?, reasons = ?",
                            at,
                            connection.createArrayOf("text", reasons.toArray()));
            case State.Cancelled(var at) ->
                    StateChange.to("status = 'CANCELLED', ended_at = ?", at);
        };
    }

    private static List<TrainingJob> jobs(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            var jobs = new ArrayList<TrainingJob>();
            while (rows.next()) {
                jobs.add(job(rows));
            }
            return List.copyOf(jobs);
        }
    }

    private static TrainingJob job(ResultSet row) throws SQLException {
        return new TrainingJob(
                row.getObject("id", UUID.class),
                row.getString("contract_name"),
                row.getObject("dataset_id", UUID.class),
                new ModelTrainer.Plan(
                        row.getLong("seed"), row.getInt("folds"), row.getBoolean("allow_leakage")),
                row.getString("requested_by"),
                instant(row, "requested_at"),
                state(row));
    }

    private static State state(ResultSet row) throws SQLException {
        var status = row.getString("status");
        return switch (status) {
            case "QUEUED" -> new State.Queued();
            case "RUNNING" ->
                    new State.Running(
                            instant(row, "started_at"),
                            row.getString("step"),
                            row.getDouble("share"));
            case "SUCCEEDED" ->
                    new State.Succeeded(instant(row, "ended_at"), row.getInt("version"));
            case "FAILED" ->
                    new State.Failed(
                            instant(row, "ended_at"),
                            List.of((String[]) row.getArray("reasons").getArray()));
            case "CANCELLED" -> new State.Cancelled(instant(row, "ended_at"));
            default -> throw new IllegalStateException("unknown status " + status);
        };
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
