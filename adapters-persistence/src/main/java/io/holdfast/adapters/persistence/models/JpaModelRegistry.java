package io.holdfast.adapters.persistence.models;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.CandidateResult;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelVersion;
import io.holdfast.domain.models.TrainedModel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The registry of versions.
public final class JpaModelRegistry implements ModelRegistry {

    /// Callers for one name wait for each other, so that each sees the other's number.
    private static final String LOCK_NAME =
            "SELECT pg_advisory_xact_lock(hashtextextended('model_versions:' || ?, 0))";

    private static final String NEXT_NUMBER =
            "SELECT coalesce(max(number), 0) + 1 FROM model_versions WHERE contract_name = ?";

    private static final String INSERT_VERSION =
            """
            INSERT INTO model_versions (contract_name, number, contract_version, algorithm, metrics,
                candidates, training_rows, data_sha256, artefact_sha256, created_at)
            VALUES (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?)
            """;

    private static final String INSERT_ARTEFACT =
            "INSERT INTO model_artefacts (contract_name, number, content) VALUES (?, ?, ?)";

    private static final String ARTEFACT =
            "SELECT content FROM model_artefacts WHERE contract_name = ? AND number = ?";

    private static final String CANDIDATES =
            "SELECT candidates FROM model_versions WHERE contract_name = ? AND number = ?";

    private static final String INSERT_CARD =
            "INSERT INTO model_cards (contract_name, number, card) VALUES (?, ?, ?::jsonb)";

    private static final String CARD =
            "SELECT card FROM model_cards WHERE contract_name = ? AND number = ?";

    @FunctionalInterface
    private interface Column<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Database database;
    private final MetricsJson json = new MetricsJson();
    private final CardJson cardJson = new CardJson();

    public JpaModelRegistry(Database database) {
        this.database = database;
    }

    @Override
    public ModelVersion register(ContractId contract, TrainedModel model, Instant now) {
        return database.write(connection -> {
            int number = takeNumber(connection, contract.name());
            var version =
                    new ModelVersion(
                            contract,
                            number,
                            model.algorithm(),
                            model.metrics(),
                            model.rows(),
                            model.dataSha256(),
                            model.artefactSha256(),
                            now.truncatedTo(ChronoUnit.MICROS));
            insert(connection, version, model);
            return version;
        });
    }

    private static int takeNumber(Connection connection, String name) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK_NAME)) {
            lock.setString(1, name);
            lock.execute();
        }
        try (var next = connection.prepareStatement(NEXT_NUMBER)) {
            next.setString(1, name);
            try (var rows = next.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private void insert(Connection connection, ModelVersion version, TrainedModel model)
            throws SQLException {
        try (var insert = connection.prepareStatement(INSERT_VERSION)) {
            insert.setString(1, version.contract().name());
            insert.setInt(2, version.number());
            insert.setInt(3, version.contract().version());
            insert.setString(4, version.algorithm());
            insert.setString(5, json.write(version.metrics()));
            insert.setString(6, json.write(model.candidates()));
            insert.setInt(7, version.trainingRows());
            insert.setString(8, version.dataSha256());
            insert.setString(9, version.artefactSha256());
            insert.setObject(10, version.createdAt().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
        try (var insert = connection.prepareStatement(INSERT_ARTEFACT)) {
            insert.setString(1, version.contract().name());
            insert.setInt(2, version.number());
            insert.setBytes(3, model.artefact());
            insert.executeUpdate();
        }
        try (var insert = connection.prepareStatement(INSERT_CARD)) {
            insert.setString(1, version.contract().name());
            insert.setInt(2, version.number());
            insert.setString(3, cardJson.write(model.card()));
            insert.executeUpdate();
        }
    }

    @Override
    public Optional<ModelVersion> find(String contractName, int number) {
        return database.readEntities(session ->
                Optional.ofNullable(
                                session.get(
                                        ModelVersionEntity.class,
                                        new ModelVersionEntity.Key(contractName, number)))
                        .map(entity -> entity.toDomain(json)));
    }

    @Override
    public List<ModelVersion> versions(String contractName, int limit) {
        return database.readEntities(session ->
                session.createSelectionQuery(
                                "from ModelVersionEntity where contractName = :name order by number desc",
                                ModelVersionEntity.class)
                        .setParameter("name", contractName)
                        .setMaxResults(limit)
                        .getResultStream()
                        .map(entity -> entity.toDomain(json))
                        .toList());
    }

    @Override
    public Optional<byte[]> artefact(String contractName, int number) {
        return select(ARTEFACT, contractName, number, row -> row.getBytes(1));
    }

    @Override
    public List<CandidateResult> candidates(String contractName, int number) {
        return select(CANDIDATES, contractName, number, row -> row.getString(1))
                .map(json::readCandidates)
                .orElse(List.of());
    }

    @Override
    public Optional<ModelCard> card(String contractName, int number) {
        return select(CARD, contractName, number, row -> row.getString(1)).map(cardJson::read);
    }

    private <T> Optional<T> select(String sql, String name, int number, Column<T> column) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                select.setString(1, name);
                select.setInt(2, number);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(column.read(rows)) : Optional.empty();
                }
            }
        });
    }
}
