package io.holdfast.adapters.persistence.models.rollout;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollouts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rollouts and their ledger. By plain SQL, although a rollout is an aggregate that changes: a
/// rollout is replaced whole under a comparison of revisions, which is one statement, and a first
/// one that comes second is no error, which an entity's insert would make it.
public final class JdbcRollouts implements Rollouts {

    /// Told the contract's name with every change, when it commits.
    public static final String CHANNEL = "holdfast_rollouts";

    private static final String ROLLOUT =
            "SELECT contract_name, contract_version, champion, challengers, shadows, salt, steering,"
                    + " revision FROM rollouts ";

    private static final String FIND = ROLLOUT + "WHERE contract_name = ?";

    private static final String ALL = ROLLOUT + "ORDER BY contract_name";

    private static final String FIRST =
            """
            INSERT INTO rollouts (contract_version, champion, challengers, shadows, salt, steering,
                revision, changed_at, contract_name)
            VALUES (?, ?, ?::jsonb, ?, ?, ?::jsonb, ?, ?, ?)
            ON CONFLICT (contract_name) DO NOTHING
            """;

    private static final String REPLACE =
            """
            UPDATE rollouts SET contract_version = ?, champion = ?, challengers = ?::jsonb,
                shadows = ?, salt = ?, steering = ?::jsonb, revision = ?, changed_at = ?
            WHERE contract_name = ? AND revision = ?
            """;

    private static final String APPEND =
            """
            INSERT INTO deployments (id, contract_name, revision, kind, from_rollout, to_rollout,
                changed_by, reason, changed_at)
            VALUES (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?)
            """;

    private static final String NOTIFY = "SELECT pg_notify('" + CHANNEL + "', ?)";

    private static final String HISTORY =
            """
            SELECT id, kind, from_rollout, to_rollout, changed_by, reason, changed_at
            FROM deployments WHERE contract_name = ? AND revision < ?
            ORDER BY revision DESC LIMIT ?
            """;

    private static final String AT =
            """
            SELECT to_rollout FROM deployments WHERE contract_name = ? AND changed_at <= ?
            ORDER BY revision DESC LIMIT 1
            """;

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Database database;
    private final RolloutJson json = new RolloutJson();

    public JdbcRollouts(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Rollout> find(String contractName) {
        return database
                .read(connection -> {
                    try (var select = connection.prepareStatement(FIND)) {
                        select.setString(1, contractName);
                        return rows(select, this::rollout);
                    }
                })
                .stream()
                .findFirst();
    }

    @Override
    public List<Rollout> all() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(ALL)) {
                return rows(select, this::rollout);
            }
        });
    }

    @Override
    public Saved save(Deployment change) {
        return database.write(connection -> {
            if (!replace(connection, change)) {
                return new Saved.Conflict();
            }
            append(connection, change);
            // The server tells the listeners when the transaction commits.
            try (var tell = connection.prepareStatement(NOTIFY)) {
                tell.setString(1, change.to().contract().name());
                tell.execute();
            }
            return new Saved.Stored();
        });
    }

    /// Whether the rollout was still the one the change is from. A caller that comes second waits
    /// here for the end of the first one's transaction.
    private boolean replace(Connection connection, Deployment change) throws SQLException {
        return switch (change.from()) {
            case Deployment.Before.Nothing() -> {
                try (var insert = connection.prepareStatement(FIRST)) {
                    fill(insert, change);
                    yield insert.executeUpdate() == 1;
                }
            }
            case Deployment.Before.Was(var rollout) -> {
                try (var update = connection.prepareStatement(REPLACE)) {
                    fill(update, change);
                    update.setLong(10, rollout.revision());
                    yield update.executeUpdate() == 1;
                }
            }
        };
    }

    private void fill(PreparedStatement statement, Deployment change) throws SQLException {
        var to = change.to();
        statement.setInt(1, to.contract().version());
        statement.setInt(2, to.champion());
        statement.setString(3, json.write(to.challengers()));
        statement.setArray(
                4, statement.getConnection().createArrayOf("int4", to.shadows().toArray()));
        statement.setString(5, to.salt());
        statement.setString(6, json.write(to.steering()));
        statement.setLong(7, to.revision());
        statement.setObject(8, moment(change.at()));
        statement.setString(9, to.contract().name());
    }

    private void append(Connection connection, Deployment change) throws SQLException {
        var to = change.to();
        try (var insert = connection.prepareStatement(APPEND)) {
            insert.setObject(1, change.id());
            insert.setString(2, to.contract().name());
            insert.setLong(3, to.revision());
            insert.setString(4, change.kind().name());
            switch (change.from()) {
                case Deployment.Before.Nothing() -> insert.setNull(5, Types.VARCHAR);
                case Deployment.Before.Was(var rollout) -> insert.setString(5, json.write(rollout));
            }
            insert.setString(6, json.write(to));
            insert.setString(7, change.by());
            insert.setString(8, change.reason());
            insert.setObject(9, moment(change.at()));
            insert.executeUpdate();
        }
    }

    /// The server would round finer instants, some into the future.
    private static OffsetDateTime moment(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    @Override
    public List<Deployment> history(String contractName, Page page) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(HISTORY)) {
                select.setString(1, contractName);
                select.setLong(2, page.before());
                select.setInt(3, page.limit());
                return rows(select, this::deployment);
            }
        });
    }

    @Override
    public Optional<Rollout> at(String contractName, Instant moment) {
        return database
                .read(connection -> {
                    try (var select = connection.prepareStatement(AT)) {
                        select.setString(1, contractName);
                        select.setObject(2, moment(moment));
                        return rows(select, row -> json.readRollout(row.getString(1)));
                    }
                })
                .stream()
                .findFirst();
    }

    private static <T> List<T> rows(PreparedStatement select, RowReader<T> reader)
            throws SQLException {
        try (var rows = select.executeQuery()) {
            var read = new ArrayList<T>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return List.copyOf(read);
        }
    }

    private Rollout rollout(ResultSet row) throws SQLException {
        return new Rollout(
                new ContractId(row.getString("contract_name"), row.getInt("contract_version")),
                row.getInt("champion"),
                json.readArms(row.getString("challengers")),
                List.of((Integer[]) row.getArray("shadows").getArray()),
                row.getString("salt"),
                json.readSteering(row.getString("steering")),
                row.getLong("revision"));
    }

    private Deployment deployment(ResultSet row) throws SQLException {
        var from = row.getString("from_rollout");
        return new Deployment(
                row.getObject("id", UUID.class),
                Deployment.Kind.valueOf(row.getString("kind")),
                from == null
                        ? new Deployment.Before.Nothing()
                        : new Deployment.Before.Was(json.readRollout(from)),
                json.readRollout(row.getString("to_rollout")),
                row.getString("changed_by"),
                row.getString("reason"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
