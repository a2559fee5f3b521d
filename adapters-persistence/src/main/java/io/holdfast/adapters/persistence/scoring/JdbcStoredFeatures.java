package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.DatabaseException;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.scoring.StoredFeatures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Features computed by the database, where the facts are.
public final class JdbcStoredFeatures implements StoredFeatures {

    private static final String NEWEST =
            "SELECT max(ordered_at) FROM orders WHERE status = 'completed'";

    /// Where a cursor's connection comes from.
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    private final Database database;
    private final Connections connections;
    private final FeatureContracts contracts;

    /// @param contracts say which categories their models know
    public JdbcStoredFeatures(
            Database database, Connections connections, FeatureContracts contracts) {
        this.database = database;
        this.connections = connections;
        this.contracts = contracts;
    }

    @Override
    public Optional<Row> find(FeatureSet set, String entity, Instant asOf) {
        var sql = FeatureSql.of(set);
        return database.read(connection -> {
            try (var select = connection.prepareStatement(sql.find())) {
                select.setObject(1, at(asOf));
                select.setString(2, entity);
                try (var rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(fitted(set, sql.columns(), rows))
                                    .filter(row -> !row.cells().isEmpty())
                            : Optional.empty();
                }
            }
        });
    }

    private Row fitted(FeatureSet set, List<String> columns, ResultSet rows) throws SQLException {
        var cells = new ArrayList<String>(columns.size());
        for (int i = 1; i <= columns.size(); i++) {
            var cell = rows.getString(i);
            cells.add(cell == null ? "" : cell);
        }
        return new Row(columns, fit(set, columns).apply(cells));
    }

    @Override
    public RowStream all(FeatureSet set, Instant asOf) {
        var sql = FeatureSql.of(set);
        return new QueriedRows(
                open(),
                sql.all(),
                sql.columns(),
                statement -> statement.setObject(1, at(asOf)),
                fit(set, sql.columns()));
    }

    @Override
    public RowStream labelled(FeatureSet set, Instant cutoff, Duration horizon) {
        var sql = FeatureSql.of(set);
        var columns = sql.labelledColumns(set);
        return new QueriedRows(
                open(),
                sql.labelled(),
                columns,
                statement -> {
                    statement.setObject(1, at(cutoff));
                    statement.setObject(2, at(cutoff.plus(horizon)));
                    statement.setString(3, cutoff.toString());
                    statement.setObject(4, at(cutoff));
                },
                fit(set, columns));
    }

    @Override
    public Optional<Instant> newestOrder() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(NEWEST);
                    var rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.ofNullable(rows.getObject(1, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                        : Optional.empty();
            }
        });
    }

    /// Without the contract nobody reads the rows.
    private UnaryOperator<List<String>> fit(FeatureSet set, List<String> columns) {
        return contracts
                .latest(set.contract())
                .<UnaryOperator<List<String>>>map(
                        contract -> new KnownCategories(contract, columns))
                .orElseGet(UnaryOperator::identity);
    }

    private Connection open() {
        try {
            return connections.open();
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
