package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.scoring.Prediction;
import io.holdfast.domain.scoring.ScoringQueries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// Reads of the inference log. Features are told by the contract version that read them.
public final class JdbcScoringQueries implements ScoringQueries {

    private static final String COLUMNS =
            "SELECT id, answered_at, contract_name, contract_version, model_version, stage, entity,"
                    + " features, probability, positive, risk_level, latency_micros, request_id,"
                    + " fell_back_from, asked"
                    + " FROM predictions ";

    private static final String FIND = COLUMNS + "WHERE id = ?";

    private static final String LATEST =
            COLUMNS + "WHERE contract_name = ? ORDER BY answered_at DESC, id DESC LIMIT ?";

    private static final String COUNT = "SELECT count(*) FROM predictions WHERE contract_name = ?";

    private final Database database;
    private final FeatureContracts contracts;
    private final JsonMapper json = JsonMapper.builder().build();

    public JdbcScoringQueries(Database database, FeatureContracts contracts) {
        this.database = database;
        this.contracts = contracts;
    }

    @Override
    public Optional<Logged> find(UUID id) {
        List<Row> rows =
                database.read(connection -> {
                    try (var select = connection.prepareStatement(FIND)) {
                        select.setObject(1, id);
                        return rows(select.executeQuery());
                    }
                });
        return logged(rows).stream().findFirst();
    }

    @Override
    public Optional<Prediction> prediction(UUID id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FIND)) {
                select.setObject(1, id);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(prediction(rows)) : Optional.empty();
                }
            }
        });
    }

    private Prediction prediction(ResultSet row) throws SQLException {
        return new Prediction(
                row.getObject("id", UUID.class),
                new ContractId(row.getString("contract_name"), row.getInt("contract_version")),
                row.getInt("model_version"),
                Stage.valueOf(row.getString("stage")),
                row.getString("entity"),
                vector(row.getString("features")),
                new Probability(row.getDouble("probability")),
                row.getBoolean("positive"),
                row.getString("risk_level"),
                row.getLong("latency_micros"),
                row.getString("request_id"),
                row.getObject("answered_at", OffsetDateTime.class).toInstant(),
                path(row));
    }

    private static Prediction.Path path(ResultSet row) throws SQLException {
        if (row.getBoolean("asked")) {
            return new Prediction.Path.Asked();
        }
        int fellBackFrom = row.getInt("fell_back_from");
        return fellBackFrom == 0
                ? new Prediction.Path.Direct()
                : new Prediction.Path.FellBack(fellBackFrom);
    }

    @Override
    public List<Logged> latest(String contractName, int limit) {
        List<Row> rows =
                database.read(connection -> {
                    try (var select = connection.prepareStatement(LATEST)) {
                        select.setString(1, contractName);
                        select.setInt(2, limit);
                        return rows(select.executeQuery());
                    }
                });
        return logged(rows);
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

    /// A row without its features, and those as JSON: they are told when the connection is back.
    private record Row(ContractId contract, String features, Logged logged) {}

    private static List<Row> rows(ResultSet results) throws SQLException {
        try (results) {
            var rows = new ArrayList<Row>();
            while (results.next()) {
                rows.add(row(results));
            }
            return rows;
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        var contract =
                new ContractId(row.getString("contract_name"), row.getInt("contract_version"));
        var logged =
                new Logged(
                        row.getObject("id", UUID.class),
                        contract.name(),
                        row.getInt("model_version"),
                        Stage.valueOf(row.getString("stage")).label(),
                        row.getString("entity"),
                        Map.of(),
                        row.getDouble("probability"),
                        row.getBoolean("positive"),
                        row.getString("risk_level"),
                        row.getLong("latency_micros"),
                        row.getObject("answered_at", OffsetDateTime.class).toInstant());
        return new Row(contract, row.getString("features"), logged);
    }

    private List<Logged> logged(List<Row> rows) {
        var known = new HashMap<ContractId, Optional<FeatureContract>>();
        return rows.stream()
                .map(row ->
                        withFeatures(row, known.computeIfAbsent(row.contract(), contracts::find)))
                .toList();
    }

    private Logged withFeatures(Row row, Optional<FeatureContract> contract) {
        var bare = row.logged();
        return new Logged(
                bare.id(),
                bare.contract(),
                bare.modelVersion(),
                bare.stage(),
                bare.entity(),
                contract.map(known -> known.display(vector(row.features()))).orElseGet(Map::of),
                bare.probability(),
                bare.positive(),
                bare.riskLevel(),
                bare.latencyMicros(),
                bare.at());
    }

    private FeatureVector vector(String features) {
        return FeatureVector.of(
                json.readTree(features)
                        .valueStream()
                        .mapToDouble(node -> node.isNull() ? Double.NaN : node.doubleValue())
                        .toArray());
    }
}
