package io.holdfast.adapters.persistence.models;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ContractQueries;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;

/// The registered contracts, read from where `JdbcFeatureContracts` keeps them.
public final class JdbcContractQueries implements ContractQueries {

    private static final String LIST =
            """
            SELECT DISTINCT ON (name) name, version, definition ->> 'title',
                   definition ->> 'identifier', definition -> 'label' ->> 'column',
                   jsonb_array_length(definition -> 'features')
            FROM feature_contracts
            ORDER BY name, version DESC
            LIMIT ? OFFSET ?
            """;

    private static final String COUNT = "SELECT count(DISTINCT name) FROM feature_contracts";

    private static final String LATEST =
            "SELECT definition FROM feature_contracts WHERE name = ? ORDER BY version DESC LIMIT 1";

    private static final String FIND =
            "SELECT definition FROM feature_contracts WHERE name = ? AND version = ?";

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private final Database database;
    private final ContractJson json;

    public JdbcContractQueries(Database database, ContractJson json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Page list(int limit, int offset) {
        return database.read(connection -> {
            var listed = new ArrayList<Listed>();
            try (var select = connection.prepareStatement(LIST)) {
                select.setInt(1, limit);
                select.setInt(2, offset);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        listed.add(
                                new Listed(
                                        new ContractId(rows.getString(1), rows.getInt(2)),
                                        rows.getString(3),
                                        rows.getString(4),
                                        rows.getString(5),
                                        rows.getInt(6)));
                    }
                }
            }
            try (var count = connection.prepareStatement(COUNT);
                    var row = count.executeQuery()) {
                row.next();
                return new Page(listed, row.getInt(1));
            }
        });
    }

    @Override
    public Optional<String> document(String name) {
        // The database refuses some texts, such as those with a NUL, instead of finding nothing.
        return ContractId.isName(name)
                ? document(LATEST, statement -> statement.setString(1, name))
                : Optional.empty();
    }

    @Override
    public Optional<String> document(ContractId id) {
        return document(
                FIND,
                statement -> {
                    statement.setString(1, id.name());
                    statement.setInt(2, id.version());
                });
    }

    /// Written anew: the database does not keep the order of members.
    private Optional<String> document(String sql, Binding binding) {
        var found =
                database.read(connection -> {
                    try (var select = connection.prepareStatement(sql)) {
                        binding.bind(select);
                        try (var row = select.executeQuery()) {
                            return row.next()
                                    ? Optional.of(row.getString(1))
                                    : Optional.<String>empty();
                        }
                    }
                });
        return found.map(json::read).map(json::pretty);
    }
}
