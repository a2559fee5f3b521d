package io.holdfast.adapters.persistence.models;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The contracts that are known, each as one JSON document.
public final class JdbcFeatureContracts implements FeatureContracts {

    private static final String INSERT =
            """
            INSERT INTO feature_contracts (name, version, definition) VALUES (?, ?, ?::jsonb)
            ON CONFLICT (name, version) DO NOTHING
            """;

    private static final String FIND =
            "SELECT definition FROM feature_contracts WHERE name = ? AND version = ?";

    private static final String LATEST =
            "SELECT definition FROM feature_contracts WHERE name = ? ORDER BY version DESC LIMIT 1";

    private static final String ALL =
            """
            SELECT DISTINCT ON (name) definition FROM feature_contracts
            ORDER BY name, version DESC
            """;

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private final Database database;
    private final ContractJson json;

    public JdbcFeatureContracts(Database database, ContractJson json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Registration register(FeatureContract contract) {
        var text = json.write(contract);
        return database.call(() -> {
            if (insert(contract.id(), text)) {
                return new Registration.Registered();
            }
            var there = find(contract.id()).orElseThrow();
            return there.equals(contract)
                    ? new Registration.AlreadyThere()
                    : new Registration.Different();
        });
    }

    private boolean insert(ContractId id, String text) {
        return database.write(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, id.name());
                insert.setInt(2, id.version());
                insert.setString(3, text);
                return insert.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Optional<FeatureContract> find(ContractId id) {
        return select(
                        FIND,
                        statement -> {
                            statement.setString(1, id.name());
                            statement.setInt(2, id.version());
                        })
                .stream()
                .findFirst();
    }

    @Override
    public Optional<FeatureContract> latest(String name) {
        // The database refuses some texts, such as those with a NUL, instead of finding nothing.
        return ContractId.isName(name)
                ? select(LATEST, statement -> statement.setString(1, name)).stream().findFirst()
                : Optional.empty();
    }

    @Override
    public List<FeatureContract> all() {
        return select(ALL, _ -> {});
    }

    private List<FeatureContract> select(String sql, Binding binding) {
        var texts =
                database.read(connection -> {
                    try (var select = connection.prepareStatement(sql)) {
                        binding.bind(select);
                        try (var rows = select.executeQuery()) {
                            var found = new ArrayList<String>();
                            while (rows.next()) {
                                found.add(rows.getString(1));
                            }
                            return found;
                        }
                    }
                });
        return texts.stream().map(json::read).toList();
    }
}
