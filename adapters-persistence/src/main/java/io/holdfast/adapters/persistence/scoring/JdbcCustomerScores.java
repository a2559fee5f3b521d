package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.scoring.CustomerScores;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// A page of scores is one short transaction, and so is every change of a run.
public final class JdbcCustomerScores implements CustomerScores {

    /// The last one that was broken off stays to be looked at.
    private static final String FORGET_BROKEN_OFF =
            "DELETE FROM score_runs WHERE contract_name = ? AND status = 'BROKEN_OFF'";

    private static final String BREAK_OFF_STALE =
            """
            UPDATE score_runs SET status = 'BROKEN_OFF', ended_at = ?
            WHERE contract_name = ? AND status = 'RUNNING' AND touched_at < ?
            """;

    private static final String BEGIN =
            """
            INSERT INTO score_runs (id, contract_name, contract_version, rollout_revision,
                versions, as_of, fact_changes, status, started_at, touched_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?)
            ON CONFLICT (contract_name) WHERE status = 'RUNNING' DO NOTHING
            """;

    private static final String TOUCH =
            """
            UPDATE score_runs
            SET touched_at = ?, customers = customers + ?, refused = refused + ?
            WHERE id = ? AND status = 'RUNNING'
            """;

    /// Without customers who are gone meanwhile. Those who go while this runs are found out by the
    /// foreign key.
    private static final String STORE =
            """
            WITH scored AS (
                SELECT * FROM unnest(?::text[], ?::jsonb[], ?::float8[], ?::text[], ?::integer[],
                    ?::text[]) AS s (customer_id, features, probability, risk_level,
                    model_version, stage)
                WHERE EXISTS (SELECT FROM customers c
                              WHERE c.customer_id = s.customer_id COLLATE "C")),
            run AS (SELECT * FROM score_runs WHERE id = ?),
            stored AS (
                INSERT INTO customer_scores AS kept (contract_name, customer_id, contract_version,
                    model_version, stage, features, probability, risk_level, as_of)
                SELECT run.contract_name, s.customer_id, run.contract_version, s.model_version,
                    s.stage, s.features, s.probability, s.risk_level, run.as_of
                FROM scored s CROSS JOIN run
                ON CONFLICT (contract_name, customer_id) DO UPDATE
                SET contract_version = excluded.contract_version,
                    model_version = excluded.model_version, stage = excluded.stage,
                    features = excluded.features, probability = excluded.probability,
                    risk_level = excluded.risk_level, as_of = excluded.as_of
                WHERE kept.as_of <= excluded.as_of)
            INSERT INTO score_run_levels AS level (run_id, risk_level, customers, value_at_risk)
            SELECT run.id, s.risk_level, count(*),
                coalesce(sum(s.probability::numeric * year.spent), 0)
            FROM scored s CROSS JOIN run
            LEFT JOIN LATERAL (
                SELECT sum(o.total) AS spent FROM orders o
                WHERE o.customer_id = s.customer_id COLLATE "C" AND o.status = 'completed'
                    AND o.ordered_at >= run.as_of - make_interval(hours => 365 * 24)
                    AND o.ordered_at < run.as_of
                    AND lower(s.risk_level) IN ('high', 'critical')) AS year ON true
            GROUP BY run.id, s.risk_level
            ON CONFLICT (run_id, risk_level) DO UPDATE
            SET customers = level.customers + excluded.customers,
                value_at_risk = level.value_at_risk + excluded.value_at_risk
            """;

    private static final String END =
            """
            UPDATE score_runs SET status = ?, ended_at = ?, touched_at = ?
            WHERE id = ? AND status = 'RUNNING'
            """;

    private static final String IS_NEWEST =
            """
            SELECT NOT EXISTS (SELECT FROM score_runs
                               WHERE contract_name = ? AND status = 'FINISHED' AND as_of > ?)
            """;

    private static final String FORGET_OLDER =
            "DELETE FROM customer_scores WHERE contract_name = ? AND as_of < ?";

    /// Readers see the hours as they were until all are counted; who counts waits for who counts.
    private static final String LOCK_HOURS =
            "LOCK TABLE customer_hours IN SHARE ROW EXCLUSIVE MODE";

    private static final String FORGET_HOURS = "DELETE FROM customer_hours";

    private static final String COUNT_HOURS =
            "INSERT INTO customer_hours SELECT * FROM count_customer_hours(?)";

    private static final String NEWEST =
            """
            SELECT * FROM score_runs WHERE contract_name = ? AND status = 'FINISHED'
            ORDER BY as_of DESC, ended_at DESC LIMIT 1
            """;

    /// The server's own count of changed rows: nobody has to write down that facts have changed.
    private static final String FACT_CHANGES =
            """
            SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)
            FROM pg_stat_user_tables
            WHERE schemaname = current_schema()
                AND (relname IN ('customers', 'loyalty', 'orders', 'order_lines', 'returns',
                        'tickets', 'app_sessions')
                    OR relname LIKE 'events\\_%')
            """;

    private static final String FOREIGN_KEY_VIOLATED = "23503";
    private static final int MAX_TRIES = 3;

    /// Counting the hours of millions of orders is silent for long.
    private static final Duration SILENCE_MAX = Duration.ofMinutes(30);

    private final Database database;

    public JdbcCustomerScores(Database database) {
        this.database = database;
    }

    @Override
    public boolean begin(Run run) {
        return database.write(connection -> {
            var name = run.contract().name();
            update(connection, FORGET_BROKEN_OFF, name);
            update(
                    connection,
                    BREAK_OFF_STALE,
                    run.startedAt(),
                    name,
                    run.startedAt().minus(STALE));
            return 1
                    == update(
                            connection,
                            BEGIN,
                            run.id(),
                            name,
                            run.contract().version(),
                            run.revision(),
                            connection.createArrayOf("int4", run.versions().toArray()),
                            run.asOf(),
                            run.factChanges(),
                            run.startedAt(),
                            run.startedAt());
        });
    }

    @Override
    public boolean add(Run run, List<Score> scores, long refused, Instant at) {
        if (scores.size() > MAX_PAGE) {
            throw new IllegalArgumentException("at most " + MAX_PAGE + " scores at once");
        }
        for (int tried = 1; ; tried++) {
            try {
                return database.write(connection -> {
                    if (update(connection, TOUCH, at, scores.size(), refused, run.id()) == 0) {
                        return false;
                    }
                    store(connection, run, scores);
                    return true;
                });
            } catch (RuntimeException e) {
                // A customer went in this very moment; the next try sees it.
                if (!isGoneCustomer(e) || tried == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static boolean isGoneCustomer(RuntimeException failure) {
        return failure.getCause() instanceof SQLException cause
                && FOREIGN_KEY_VIOLATED.equals(cause.getSQLState());
    }

    private static void store(Connection connection, Run run, List<Score> scores)
            throws SQLException {
        if (scores.isEmpty()) {
            return;
        }
        update(
                connection,
                STORE,
                array(connection, "text", scores, Score::customer),
                array(connection, "text", scores, score -> PredictionRow.json(score.features())),
                array(connection, "float8", scores, score -> score.probability().value()),
                array(connection, "text", scores, Score::riskLevel),
                array(connection, "int4", scores, Score::modelVersion),
                array(connection, "text", scores, score -> score.stage().name()),
                run.id());
    }

    private static Object array(
            Connection connection, String type, List<Score> scores, Function<Score, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, scores.stream().map(column).toArray());
    }

    @Override
    public boolean finish(Run run, Instant at) {
        return database.write(connection -> {
            if (!end(connection, run, "FINISHED", at)) {
                return false;
            }
            var name = run.contract().name();
            if (isNewest(connection, run)) {
                update(connection, FORGET_OLDER, name, run.asOf());
                database.patiently(SILENCE_MAX, patient -> countHours(patient, run.asOf()));
            }
            return true;
        });
    }

    private static int countHours(Connection connection, Instant asOf) throws SQLException {
        update(connection, LOCK_HOURS);
        update(connection, FORGET_HOURS);
        return update(connection, COUNT_HOURS, asOf);
    }

    private static boolean isNewest(Connection connection, Run run) throws SQLException {
        try (var select = connection.prepareStatement(IS_NEWEST)) {
            bind(select, run.contract().name(), run.asOf());
            try (var rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    @Override
    public void breakOff(Run run, Instant at) {
        var _ = database.write(connection -> end(connection, run, "BROKEN_OFF", at));
    }

    private static boolean end(Connection connection, Run run, String status, Instant at)
            throws SQLException {
        return update(connection, END, status, at, at, run.id()) == 1;
    }

    @Override
    public Optional<Finished> newest(String contractName) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(NEWEST)) {
                select.setString(1, contractName);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(finished(rows)) : Optional.empty();
                }
            }
        });
    }

    private static Finished finished(ResultSet row) throws SQLException {
        var versions = (Integer[]) row.getArray("versions").getArray();
        return new Finished(
                new Run(
                        row.getObject("id", UUID.class),
                        new ContractId(
                                row.getString("contract_name"), row.getInt("contract_version")),
                        row.getLong("rollout_revision"),
                        Stream.of(versions).toList(),
                        row.getObject("as_of", OffsetDateTime.class).toInstant(),
                        row.getLong("fact_changes"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant()),
                row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                row.getLong("customers"),
                row.getLong("refused"));
    }

    @Override
    public long factChanges() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FACT_CHANGES);
                    var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private static int update(Connection connection, String sql, Object... values)
            throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            bind(update, values);
            return update.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Instant instant ->
                        statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case java.sql.Array array -> statement.setArray(i + 1, array);
                case Object other -> statement.setObject(i + 1, other);
            }
        }
    }
}
