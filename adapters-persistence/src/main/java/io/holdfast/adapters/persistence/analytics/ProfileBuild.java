package io.holdfast.adapters.persistence.analytics;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;

/// The build of one run's profiles, by who holds the lock of building.
final class ProfileBuild {

    private static final Logger LOG = System.getLogger(ProfileBuild.class.getName());

    /// Readers of the former table are waited for; the next build drops what was left.
    private static final String WAIT_A_LITTLE = "SET LOCAL lock_timeout = '5s'";

    private static final String PREPARE =
            """
            SET LOCAL statement_timeout = '1h';
            SET LOCAL maintenance_work_mem = '256MB';
            SET LOCAL client_connection_check_interval = '5s'
            """;

    /// Into tables that the same statement makes: the server computes for no others in parallel.
    /// With more memory than the server's own setting it takes plans in which every worker computes
    /// everything.
    private static final String FILL =
            """
            CREATE TABLE {table} AS
            SELECT {build}::bigint AS build, p.* FROM customer_360('{asOf}') AS p;
            CREATE TEMPORARY TABLE new_categories ON COMMIT DROP AS
            SELECT {build}::bigint AS build, c.* FROM customer_360_categories('{asOf}') AS c;
            INSERT INTO customer_360_kept_categories SELECT * FROM new_categories
            """;

    /// In turn: erasures; the profiles by health; those about to leave and what they lack, by
    /// money.
    private static final String INDEX =
            """
            CREATE UNIQUE INDEX {table}_id ON {table} (customer_id);
            CREATE INDEX {table}_health
                ON {table} ((-customer_health_score), (-total_spent), customer_id);
            CREATE INDEX {table}_spent ON {table} (total_spent DESC, customer_id);
            ALTER TABLE customer_360_kept ATTACH PARTITION {table} FOR VALUES IN ({build});
            ANALYZE {table}
            """;

    /// Who was erased while the profiles were computed is in them still.
    private static final String LEAVE_OUT_ERASED =
            """
            DELETE FROM {table} AS p WHERE NOT EXISTS (
                SELECT FROM customers AS c WHERE c.customer_id = p.customer_id)
            """;

    private static final String END =
            """
            UPDATE customer_360_runs
            SET state = 'DONE', ended_at = ?, customers = (SELECT count(*) FROM {table})
            WHERE number = ? AND state = 'RUNNING'
            """;

    private static final String FORMER =
            """
            SELECT inhrelid::regclass::text FROM pg_inherits
            WHERE inhparent = 'customer_360_kept'::regclass
                AND inhrelid <> '{table}'::regclass
            """;

    private static final String FORGET_CATEGORIES =
            "DELETE FROM customer_360_kept_categories WHERE build <> {build}";

    private static final String FORGET_RUNS =
            "DELETE FROM customer_360_runs WHERE number < {build} AND ended_at < ?";

    /// For how long a run that ended is told of.
    static final Duration RUNS_KEPT = Duration.ofDays(90);

    private final Connection connection;
    private final long number;
    private final String table;

    ProfileBuild(Connection connection, long number) {
        this.connection = connection;
        this.number = number;
        this.table = tableOf(number);
    }

    static String tableOf(long number) {
        return "customer_360_" + number;
    }

    /// From the end of it on, whoever asks is answered from these profiles.
    void keep(Instant asOf, InstantSource clock) throws SQLException {
        connection.setAutoCommit(false);
        execute(PREPARE);
        execute(named(FILL).replace("{asOf}", asOf.toString()));
        execute(named(INDEX));
        ProfileLocks.takeKeeping(connection);
        execute(named(LEAVE_OUT_ERASED));
        try (var end = connection.prepareStatement(named(END))) {
            end.setObject(1, JdbcProfileRuns.utc(clock.instant()));
            end.setLong(2, number);
            if (end.executeUpdate() != 1) {
                throw new SQLException("somebody else ended run " + number);
            }
        }
        execute("NOTIFY " + CachedAnalyticsQueries.CHANNEL);
        connection.commit();
    }

    /// What is not dropped now is by the next build.
    void dropFormer(InstantSource clock) {
        try {
            for (var former : former()) {
                execute(WAIT_A_LITTLE);
                execute("DROP TABLE " + former);
                connection.commit();
            }
            execute(named(FORGET_CATEGORIES));
            try (var forget = connection.prepareStatement(named(FORGET_RUNS))) {
                forget.setObject(1, JdbcProfileRuns.utc(clock.instant().minus(RUNS_KEPT)));
                forget.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the former profiles are dropped by the next refresh", e);
        }
    }

    private Iterable<String> former() throws SQLException {
        var tables = new ArrayList<String>();
        try (var select = connection.createStatement();
                var rows = select.executeQuery(named(FORMER))) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private String named(String sql) {
        return sql.replace("{table}", table).replace("{build}", String.valueOf(number));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
