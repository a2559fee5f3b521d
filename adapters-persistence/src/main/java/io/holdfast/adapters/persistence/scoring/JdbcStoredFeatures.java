package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.DatabaseException;
import io.holdfast.domain.models.ContractId;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    /// What single rows are fitted by: the version of the contract that was the latest.
    private record Fit(int version, KnownCategories known) {}

    private final Map<FeatureSet, Fit> fits = new ConcurrentHashMap<>();

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
                select.setString(1, set.contract());
                select.setObject(2, at(asOf));
                select.setString(3, entity);
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
        int version = rows.getInt(columns.size() + 1);
        return new Row(columns, version == 0 ? cells : fit(set, version, columns).apply(cells));
    }

    /// By a contract that does not change once it is there, so that it is read once.
    private UnaryOperator<List<String>> fit(FeatureSet set, int version, List<String> columns) {
        var last = fits.get(set);
        if (last != null && last.version() == version) {
            return last.known();
        }
        var contract = contracts.find(new ContractId(set.contract(), version)).orElseThrow();
        var fit = new Fit(version, new KnownCategories(contract, columns));
        fits.put(set, fit);
        return fit.known();
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
