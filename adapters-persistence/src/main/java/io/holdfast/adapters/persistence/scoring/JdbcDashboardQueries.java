package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.scoring.DashboardQueries;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// Reads what the runs over the base have counted: what it costs does not grow with the base, but
/// for the number of customers.
public final class JdbcDashboardQueries implements DashboardQueries {

    private static final String STATS =
            """
            SELECT (SELECT count(*) FROM customers) AS customers,
                hours.buyers, hours.churned, coalesce(risk.customers, 0) AS high_risk,
                coalesce(risk.value_at_risk, 0) AS value_at_risk
            FROM (SELECT coalesce(sum(buyers), 0) AS buyers,
                      coalesce(sum(lapsed - returned), 0) AS churned
                  FROM customer_hours) AS hours
            CROSS JOIN (
                SELECT sum(l.customers) AS customers, sum(l.value_at_risk) AS value_at_risk
                FROM score_run_levels l
                WHERE lower(l.risk_level) IN ('high', 'critical')
                    AND l.run_id = (
                        SELECT id FROM score_runs
                        WHERE contract_name = ? AND status = 'FINISHED'
                        ORDER BY as_of DESC, ended_at DESC LIMIT 1)) AS risk
            """;

    /// One row for each interval, after one for all the time before.
    private static final String TRENDS =
            """
            WITH edges AS (
                SELECT * FROM unnest(?::timestamptz[], ?::timestamptz[]) AS e (from_at, to_at)),
            counted AS (
                SELECT e.from_at, e.to_at, coalesce(sum(h.known), 0) AS known,
                    coalesce(sum(h.buyers), 0) AS buyers, coalesce(sum(h.lapsed), 0) AS lapsed,
                    coalesce(sum(h.returned), 0) AS returned
                FROM edges e
                LEFT JOIN customer_hours h ON h.hour >= e.from_at AND h.hour < e.to_at
                GROUP BY e.from_at, e.to_at)
            SELECT c.from_at, c.known, c.lapsed,
                sum(c.buyers) OVER so_far AS buyers,
                sum(c.lapsed - c.returned) OVER so_far AS churned,
                newest.id IS NOT NULL AS scored,
                (SELECT coalesce(sum(l.customers), 0) FROM score_run_levels l
                 WHERE l.run_id = newest.id
                    AND lower(l.risk_level) IN ('high', 'critical')) AS high_risk
            FROM counted c
            LEFT JOIN LATERAL (
                SELECT r.id FROM score_runs r
                WHERE r.contract_name = ? AND r.status = 'FINISHED' AND r.as_of < c.to_at
                ORDER BY r.as_of DESC, r.ended_at DESC LIMIT 1) AS newest ON true
            WINDOW so_far AS (ORDER BY c.from_at)
            ORDER BY c.from_at
            """;

    private static final int RATE_DECIMALS = 2;

    private final Database database;

    public JdbcDashboardQueries(Database database) {
        this.database = database;
    }

    @Override
    public Stats stats(String contractName) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(STATS)) {
                select.setString(1, contractName);
                try (var rows = select.executeQuery()) {
                    rows.next();
                    return new Stats(
                            rows.getLong("customers"),
                            rate(rows),
                            rows.getLong("high_risk"),
                            rows.getBigDecimal("value_at_risk").setScale(2, RoundingMode.HALF_UP));
                }
            }
        });
    }

    @Override
    public List<Point> trends(String contractName, List<Instant> edges) {
        var from = new ArrayList<Object>();
        var to = new ArrayList<Object>();
        from.add("-infinity");
        to.add(edges.getFirst());
        for (int i = 1; i < edges.size(); i++) {
            from.add(edges.get(i - 1));
            to.add(edges.get(i));
        }
        return database.read(connection -> {
            try (var select = connection.prepareStatement(TRENDS)) {
                select.setArray(1, connection.createArrayOf("timestamptz", from.toArray()));
                select.setArray(2, connection.createArrayOf("timestamptz", to.toArray()));
                select.setString(3, contractName);
                try (var rows = select.executeQuery()) {
                    var points = new ArrayList<Point>();
                    rows.next();
                    while (rows.next()) {
                        points.add(point(rows));
                    }
                    return List.copyOf(points);
                }
            }
        });
    }

    private static Point point(ResultSet row) throws SQLException {
        return new Point(
                row.getObject("from_at", OffsetDateTime.class).toInstant(),
                rate(row),
                row.getBoolean("scored")
                        ? new HighRisk.Counted(row.getLong("high_risk"))
                        : new HighRisk.Unknown(),
                row.getLong("known"),
                row.getLong("lapsed"));
    }

    private static double rate(ResultSet row) throws SQLException {
        long buyers = row.getLong("buyers");
        return buyers == 0
                ? 0
                : BigDecimal.valueOf(100 * row.getLong("churned"))
                        .divide(BigDecimal.valueOf(buyers), RATE_DECIMALS, RoundingMode.HALF_UP)
                        .doubleValue();
    }
}
