package io.holdfast.adapters.persistence.models;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.ErasureLock;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.RowStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/// The customers in stored tables. Every table is unpacked and read once, one after the other,
/// which takes about a second for a few hundred thousand rows; none is held in memory unpacked.
///
/// A customer that is erased is replaced in the identifier's column, and what stands in columns
/// that the contract ignores, such as a name, is taken out. The table's digest stays that of what
/// came in, see `Dataset`. Copies that left the program, and backups, are not reached.
final class PersonalDatasets implements PersonalData {

    private static final String NAME = "datasets";

    private static final String IDS = "SELECT id FROM datasets ORDER BY uploaded_at DESC, id DESC";

    private static final String FIND =
            "SELECT contract_name, contract_version, name, uploaded_at, content"
                    + " FROM datasets WHERE id = ?";

    private static final String REPLACE = "UPDATE datasets SET content = ? WHERE id = ?";

    /// A table as it is stored.
    private record Stored(
            FeatureContract contract, String name, String uploadedAt, byte[] packed) {}

    private final Database database;
    private final FeatureContracts contracts;
    private final Function<InputStream, RowStream> reader;

    PersonalDatasets(
            Database database,
            FeatureContracts contracts,
            Function<InputStream, RowStream> reader) {
        this.database = database;
        this.contracts = contracts;
        this.reader = reader;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> columns() {
        return Set.of("datasets.content");
    }

    @Override
    public Section export(Person person, int limit) {
        return switch (person) {
            case Person.Account _ -> new Section(NAME, List.of(), 0);
            case Person.Customer(var id) -> export(id, limit);
        };
    }

    private Section export(String customer, int limit) {
        var found = new ArrayList<Map<String, String>>();
        long total = 0;
        for (var id : ids()) {
            var stored = database.read(connection -> find(connection, id));
            var table = new CustomerTable(stored.contract(), customer);
            try (var rows = open(stored.packed())) {
                total +=
                        table.forEach(
                                rows,
                                row -> {
                                    if (found.size() < limit) {
                                        found.add(shown(id, stored, row));
                                    }
                                });
            }
        }
        return new Section(NAME, found, total);
    }

    private static Map<String, String> shown(UUID id, Stored stored, Map<String, String> row) {
        var shown = new LinkedHashMap<String, String>();
        shown.put("dataset_id", id.toString());
        shown.put("dataset", stored.name());
        shown.put("uploaded_at", stored.uploadedAt());
        row.forEach((column, cell) -> shown.put("column " + column, cell));
        return shown;
    }

    @Override
    public Erasure erase(Person person, String pseudonym) {
        return switch (person) {
            case Person.Account _ -> new Erasure(NAME, 0, 0, 0);
            case Person.Customer(var id) -> new Erasure(NAME, 0, erase(id, pseudonym), 0);
        };
    }

    private long erase(String customer, String pseudonym) {
        return database.lock(connection -> {
            ErasureLock.take(connection);
            long replaced = 0;
            for (var id : ids()) {
                var stored = find(connection, id);
                var table = new CustomerTable(stored.contract(), customer);
                if (contains(table, stored.packed())) {
                    try (var rows = open(stored.packed())) {
                        var rewritten = table.without(rows, pseudonym);
                        replaced += rewritten.replaced();
                        replace(connection, id, rewritten.packed());
                    }
                }
            }
            return replaced;
        });
    }

    private boolean contains(CustomerTable table, byte[] packed) {
        try (var rows = open(packed)) {
            return table.forEach(rows, _ -> {}) > 0;
        }
    }

    private RowStream open(byte[] packed) {
        try {
            return reader.apply(new GZIPInputStream(new ByteArrayInputStream(packed)));
        } catch (IOException e) {
            throw new UncheckedIOException("a stored dataset cannot be unpacked", e);
        }
    }

    private List<UUID> ids() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(IDS);
                    var rows = select.executeQuery()) {
                var ids = new ArrayList<UUID>();
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
                return ids;
            }
        });
    }

    private Stored find(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setObject(1, id);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("datasets are never deleted: " + id);
                }
                var contract = new ContractId(rows.getString(1), rows.getInt(2));
                return new Stored(
                        contracts.find(contract).orElseThrow(),
                        rows.getString(3),
                        rows.getObject(4, OffsetDateTime.class).toInstant().toString(),
                        rows.getBytes(5));
            }
        }
    }

    private static void replace(Connection connection, UUID id, byte[] packed) throws SQLException {
        try (var update = connection.prepareStatement(REPLACE)) {
            update.setBytes(1, packed);
            update.setObject(2, id);
            update.executeUpdate();
        }
    }
}
