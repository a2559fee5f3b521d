package io.holdfast.adapters.persistence.monitoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.monitoring.Outcomes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The facts that came true. A table of them is one statement: its columns travel as arrays.
public final class JdbcOutcomes implements Outcomes {

    /// In the given order, so that of two facts about one entity the later has the higher id.
    private static final String INSERT =
            """
            INSERT INTO outcomes (contract_name, entity, positive, recorded_by, recorded_at)
            SELECT ?, entity, positive, ?, ?
            FROM unnest(?::text[], ?::boolean[]) WITH ORDINALITY AS fact (entity, positive, position)
            ORDER BY position
            """;

    private static final String SCORED =
            """
            SELECT count(*) FROM (SELECT DISTINCT entity FROM unnest(?::text[]) AS entity) AS given
            WHERE EXISTS (
                SELECT FROM predictions AS p
                WHERE p.contract_name = ? AND p.entity = given.entity
            )
            """;

    private static final String COUNT = "SELECT count(*) FROM outcomes WHERE contract_name = ?";

    private final Database database;

    public JdbcOutcomes(Database database) {
        this.database = database;
    }

    @Override
    public int add(
            String contractName, List<Outcome> outcomes, String recordedBy, Instant recordedAt) {
        var entities = outcomes.stream().map(Outcome::entity).toArray();
        return database.write(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, contractName);
                insert.setString(2, recordedBy);
                insert.setObject(
                        3, recordedAt.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
                insert.setArray(4, connection.createArrayOf("text", entities));
                insert.setArray(
                        5,
                        connection.createArrayOf(
                                "bool", outcomes.stream().map(Outcome::positive).toArray()));
                insert.executeUpdate();
            }
            return scored(connection, contractName, entities);
        });
    }

    private static int scored(Connection connection, String contractName, Object[] entities)
            throws SQLException {
        try (var select = connection.prepareStatement(SCORED)) {
            select.setArray(1, connection.createArrayOf("text", entities));
            select.setString(2, contractName);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Override
    public long count(String contractName) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(COUNT)) {
                select.setString(1, contractName);
                try (var rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }
}
