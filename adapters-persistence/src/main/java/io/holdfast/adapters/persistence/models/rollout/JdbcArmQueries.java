package io.holdfast.adapters.persistence.models.rollout;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.rollout.ArmFigures;
import io.holdfast.domain.models.rollout.ArmFigures.Labelled;
import io.holdfast.domain.models.rollout.ArmFigures.Moments;
import io.holdfast.domain.models.rollout.ArmQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Figures of arms out of the inference log and the outcomes. Each call is one statement, and so
/// one picture.
public final class JdbcArmQueries implements ArmQueries {

    /// - `known`: the last outcome of an entity. One that became known at or before the window's
    ///   beginning can have no prediction before it, so only later ones are looked at.
    /// - `paired`: the last prediction of an entity by a version before that.
    /// - `scored`: the negative log likelihood of a probability of 0 or 1 can be infinite, so it is
    ///   taken 1e-15 away from there.
    private static final String FIGURES =
            """
            WITH answered AS (
                SELECT model_version AS version, count(*) AS predictions,
                    percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_micros) AS latency
                FROM predictions
                WHERE contract_name = ? AND model_version = ANY (?) AND NOT asked
                    AND answered_at >= ? AND answered_at < ?
                GROUP BY model_version
            ), failed AS (
                SELECT fell_back_from AS version, count(*) AS failures
                FROM predictions
                WHERE contract_name = ? AND fell_back_from = ANY (?)
                    AND answered_at >= ? AND answered_at < ?
                GROUP BY fell_back_from
            ), known AS (
                SELECT DISTINCT ON (entity) entity, positive, recorded_at
                FROM outcomes
                WHERE contract_name = ? AND recorded_at > ?
                ORDER BY entity, recorded_at DESC, id DESC
            ), paired AS (
                SELECT DISTINCT ON (p.model_version, p.entity) p.model_version AS version,
                    p.probability, p.positive AS said, known.positive AS outcome
                FROM predictions AS p JOIN known USING (entity)
                WHERE p.contract_name = ? AND p.model_version = ANY (?) AND NOT p.asked
                    AND p.answered_at >= ? AND p.answered_at < ?
                    AND p.answered_at < known.recorded_at
                ORDER BY p.model_version, p.entity, p.answered_at DESC, p.id DESC
            ), scored AS (
                SELECT version, outcome, probability,
                    -ln(greatest(1e-15::float8, least(1 - 1e-15::float8,
                        CASE WHEN outcome THEN probability ELSE 1 - probability END))) AS log_loss,
                    (probability - outcome::integer) ^ 2 AS brier,
                    (said = outcome)::integer AS hit
                FROM paired
            ), labelled AS (
                SELECT version, count(*) AS labels, sum(outcome::integer) AS positives,
                    sum(probability) AS probability,
                    sum(log_loss) AS log_loss, sum(log_loss ^ 2) AS log_loss_squares,
                    sum(brier) AS brier, sum(brier ^ 2) AS brier_squares, sum(hit) AS hits
                FROM scored
                GROUP BY version
            )
            SELECT version, predictions, failures, latency, labels, positives, probability,
                log_loss, log_loss_squares, brier, brier_squares, hits
            FROM unnest(?) WITH ORDINALITY AS asked (version, position)
            LEFT JOIN answered USING (version)
            LEFT JOIN failed USING (version)
            LEFT JOIN labelled USING (version)
            ORDER BY position
            """;

    private static final String ENTITIES =
            """
            WITH dealt AS (
                SELECT DISTINCT model_version AS version, entity
                FROM predictions
                WHERE contract_name = ? AND model_version = ANY (?) AND NOT asked
                    AND answered_at >= ? AND answered_at < ?
            ), counted AS (
                SELECT version, count(*) AS entities FROM dealt GROUP BY version
            )
            SELECT coalesce(entities, 0)
            FROM unnest(?) WITH ORDINALITY AS asked (version, position)
            LEFT JOIN counted USING (version)
            ORDER BY position
            """;

    private final Database database;

    public JdbcArmQueries(Database database) {
        this.database = database;
    }

    @Override
    public List<ArmFigures> figures(String contractName, List<Integer> versions, Window window) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FIGURES)) {
                new Parameters(connection, select, contractName, versions, window)
                        .arms()
                        .arms()
                        .contract()
                        .from()
                        .arms()
                        .versions();
                try (var rows = select.executeQuery()) {
                    var figures = new ArrayList<ArmFigures>();
                    while (rows.next()) {
                        figures.add(figures(rows));
                    }
                    return List.copyOf(figures);
                }
            }
        });
    }

    @Override
    public List<Long> entities(String contractName, List<Integer> versions, Window window) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(ENTITIES)) {
                new Parameters(connection, select, contractName, versions, window)
                        .arms()
                        .versions();
                try (var rows = select.executeQuery()) {
                    var counts = new ArrayList<Long>();
                    while (rows.next()) {
                        counts.add(rows.getLong(1));
                    }
                    return List.copyOf(counts);
                }
            }
        });
    }

    /// What is missing in a row is NULL, which the driver reads as 0.
    private static ArmFigures figures(ResultSet row) throws SQLException {
        double hits = row.getDouble("hits");
        return new ArmFigures(
                row.getInt("version"),
                row.getLong("predictions"),
                row.getLong("failures"),
                row.getDouble("latency"),
                new Labelled(
                        row.getLong("labels"),
                        row.getLong("positives"),
                        row.getDouble("probability"),
                        new Moments(row.getDouble("log_loss"), row.getDouble("log_loss_squares")),
                        new Moments(row.getDouble("brier"), row.getDouble("brier_squares")),
                        new Moments(hits, hits)));
    }

    /// The call's three values, which the statements name again and again: so the planner knows
    /// them wherever they stand.
    private static final class Parameters {

        private final Connection connection;
        private final PreparedStatement statement;
        private final String contractName;
        private final List<Integer> versions;
        private final Window window;
        private int filled;

        Parameters(
                Connection connection,
                PreparedStatement statement,
                String contractName,
                List<Integer> versions,
                Window window) {
            this.connection = connection;
            this.statement = statement;
            this.contractName = contractName;
            this.versions = versions;
            this.window = window;
        }

        Parameters arms() throws SQLException {
            return contract().versions().from().until();
        }

        Parameters contract() throws SQLException {
            statement.setString(++filled, contractName);
            return this;
        }

        Parameters versions() throws SQLException {
            statement.setArray(++filled, connection.createArrayOf("int4", versions.toArray()));
            return this;
        }

        Parameters from() throws SQLException {
            return moment(window.from());
        }

        Parameters until() throws SQLException {
            return moment(window.until());
        }

        private Parameters moment(Instant moment) throws SQLException {
            statement.setObject(++filled, moment.atOffset(ZoneOffset.UTC));
            return this;
        }
    }
}
