package io.holdfast.adapters.persistence.models.rollout;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.rollout.Experiment;
import io.holdfast.domain.models.rollout.Experiment.State;
import io.holdfast.domain.models.rollout.Experiments;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The experiments. By plain SQL: nothing of them but the state ever changes, and who may change it
/// is settled by the rollout.
public final class JdbcExperiments implements Experiments {

    private static final String INSERT =
            """
            INSERT INTO experiments (ended_at, end_reason, id, name, contract_name, arms, target,
                started_by, started_at, ends_at)
            VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
            """;

    private static final String UPDATE =
            "UPDATE experiments SET ended_at = ?, end_reason = ? WHERE id = ? AND ended_at IS NULL";

    private static final String COLUMNS =
            "SELECT id, name, contract_name, arms, target, started_by, started_at, ends_at,"
                    + " ended_at, end_reason FROM experiments ";

    private static final String FIND = COLUMNS + "WHERE id = ?";

    private static final String LIST =
            COLUMNS + "WHERE contract_name = ? ORDER BY started_at DESC, id DESC LIMIT ?";

    private static final String RUNNING =
            COLUMNS + "WHERE ended_at IS NULL ORDER BY started_at, id LIMIT ?";

    private final Database database;
    private final RolloutJson json = new RolloutJson();

    public JdbcExperiments(Database database) {
        this.database = database;
    }

    @Override
    public void add(Experiment experiment) {
        database.write(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                fill(insert, experiment.state());
                insert.setObject(3, experiment.id());
                insert.setString(4, experiment.name());
                insert.setString(5, experiment.contractName());
                insert.setString(6, json.write(experiment.arms()));
                insert.setString(7, experiment.target().name());
                insert.setString(8, experiment.startedBy());
                insert.setObject(9, moment(experiment.startedAt()));
                insert.setObject(10, moment(experiment.endsAt()));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public boolean update(Experiment experiment) {
        return database.write(connection -> {
            try (var update = connection.prepareStatement(UPDATE)) {
                fill(update, experiment.state());
                update.setObject(3, experiment.id());
                return update.executeUpdate() > 0;
            }
        });
    }

    private static void fill(PreparedStatement statement, State state) throws SQLException {
        switch (state) {
            case State.Running() -> {
                statement.setNull(1, Types.TIMESTAMP_WITH_TIMEZONE);
                statement.setNull(2, Types.VARCHAR);
            }
            case State.Ended(var at, var reason) -> {
                statement.setObject(1, moment(at));
                statement.setString(2, reason);
            }
        }
    }

    private static OffsetDateTime moment(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    @Override
    public Optional<Experiment> find(UUID id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FIND)) {
                select.setObject(1, id);
                return rows(select).stream().findFirst();
            }
        });
    }

    @Override
    public List<Experiment> list(String contractName, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(LIST)) {
                select.setString(1, contractName);
                select.setInt(2, limit);
                return rows(select);
            }
        });
    }

    @Override
    public List<Experiment> running(int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(RUNNING)) {
                select.setInt(1, limit);
                return rows(select);
            }
        });
    }

    private List<Experiment> rows(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            var read = new ArrayList<Experiment>();
            while (rows.next()) {
                read.add(experiment(rows));
            }
            return List.copyOf(read);
        }
    }

    private Experiment experiment(ResultSet row) throws SQLException {
        var startedAt = row.getObject("started_at", OffsetDateTime.class).toInstant();
        var endsAt = row.getObject("ends_at", OffsetDateTime.class).toInstant();
        var endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new Experiment(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("contract_name"),
                json.readArms(row.getString("arms")),
                Experiment.Target.valueOf(row.getString("target")),
                Duration.between(startedAt, endsAt),
                row.getString("started_by"),
                startedAt,
                endedAt == null
                        ? new State.Running()
                        : new State.Ended(endedAt.toInstant(), row.getString("end_reason")));
    }
}
