package io.holdfast.adapters.persistence.analytics;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.DatabaseException;
import io.holdfast.domain.analytics.ProfileRun;
import io.holdfast.domain.analytics.ProfileRuns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// Runs as rows. A build is one transaction on a connection of its own: what is killed in the
/// middle leaves nothing behind, and its lock goes with the connection.
public final class JdbcProfileRuns implements ProfileRuns {

    private static final String COLUMNS =
            "id, state, requested_at, started_at, ended_at, customers, reason";

    private static final String FAIL =
            """
            UPDATE customer_360_runs SET state = 'FAILED', ended_at = ?, reason = ?
            WHERE id = ? AND state IN ('REQUESTED', 'RUNNING')
            """;

    /// Who holds the lock knows that nobody else builds.
    private static final String FAIL_DEAD =
            """
            UPDATE customer_360_runs
            SET state = 'FAILED', ended_at = ?, reason = 'its node ended in the middle'
            WHERE state = 'RUNNING' AND id <> ?
            """;

    private static final String START =
            """
            UPDATE customer_360_runs SET state = 'RUNNING', started_at = ?
            WHERE id = ? AND state IN ('REQUESTED', 'RUNNING') RETURNING number
            """;

    /// Ways to the database for statements of any length.
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    private final Database database;
    private final Connections connections;
    private final InstantSource clock;

    public JdbcProfileRuns(Database database, Connections connections, InstantSource clock) {
        this.database = database;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public Opening open(UUID id, Instant at) {
        return database.write(connection -> {
            var insert =
                    """
                    INSERT INTO customer_360_runs (id, state, requested_at)
                    VALUES (?, 'REQUESTED', ?) ON CONFLICT (state)
                        WHERE state IN ('REQUESTED', 'RUNNING')
                        DO UPDATE SET state = customer_360_runs.state
                    RETURNING id
                    """;
            try (var statement = connection.prepareStatement(insert)) {
                statement.setObject(1, id);
                statement.setObject(2, utc(at));
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    var waiting = rows.getObject(1, UUID.class);
                    return waiting.equals(id) ? new Opening.Opened() : new Opening.Waiting(waiting);
                }
            }
        });
    }

    @Override
    public Optional<ProfileRun> newest() {
        return find("true");
    }

    @Override
    public Optional<ProfileRun.Done> newestDone() {
        return find("state = 'DONE'").map(ProfileRun.Done.class::cast);
    }

    @Override
    public Optional<ProfileRun.Running> running() {
        return find("state = 'RUNNING'").map(ProfileRun.Running.class::cast);
    }

    private Optional<ProfileRun> find(String condition) {
        var select =
                "SELECT %s FROM customer_360_runs WHERE %s ORDER BY number DESC LIMIT 1"
                        .formatted(COLUMNS, condition);
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(select);
                    var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(run(rows)) : Optional.empty();
            }
        });
    }

    private static ProfileRun run(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var requested = instant(row, "requested_at");
        var state = row.getString("state");
        return switch (state) {
            case "REQUESTED" -> new ProfileRun.Requested(id, requested);
            case "RUNNING" -> new ProfileRun.Running(id, requested, instant(row, "started_at"));
            case "DONE" ->
                    new ProfileRun.Done(
                            id,
                            requested,
                            instant(row, "started_at"),
                            instant(row, "ended_at"),
                            row.getLong("customers"));
            case "FAILED" ->
                    new ProfileRun.Failed(
                            id, requested, instant(row, "ended_at"), row.getString("reason"));
            default -> throw new IllegalStateException("no run is " + state);
        };
    }

    @Override
    public Build build(UUID id) {
        if (database.isInTransaction()) {
            throw new IllegalStateException("a build is a transaction of its own");
        }
        try (var connection = connections.open()) {
            if (!ProfileLocks.tryBuilding(connection)) {
                return new Build.Busy();
            }
            var startedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var number = start(connection, id, startedAt);
            if (number.isEmpty()) {
                return new Build.Ended();
            }
            var build = new ProfileBuild(connection, number.get());
            build.keep(startedAt, clock);
            build.dropFormer(clock);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
        return newestDone()
                .filter(run -> run.id().equals(id))
                .<Build>map(Build.Built::new)
                .orElseGet(Build.Ended::new);
    }

    private Optional<Long> start(Connection connection, UUID id, Instant at) throws SQLException {
        try (var failDead = connection.prepareStatement(FAIL_DEAD);
                var start = connection.prepareStatement(START)) {
            failDead.setObject(1, utc(at));
            failDead.setObject(2, id);
            failDead.executeUpdate();
            start.setObject(1, utc(at));
            start.setObject(2, id);
            try (var rows = start.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    @Override
    public void fail(UUID id, Instant at, String reason) {
        database.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(FAIL)) {
                update.setObject(1, utc(at));
                update.setString(2, reason);
                update.setObject(3, id);
                return update.executeUpdate();
            }
        });
    }

    static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
