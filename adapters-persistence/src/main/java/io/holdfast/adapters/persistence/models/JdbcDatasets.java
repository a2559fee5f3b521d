package io.holdfast.adapters.persistence.models;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Dataset;
import io.holdfast.domain.models.Datasets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The stored training tables. Contents are gzip'd: tables of customers shrink to a fifth.
public final class JdbcDatasets implements Datasets {

    private static final String COLUMNS =
            "id, contract_name, contract_version, name, row_count, column_count,"
                    + " duplicate_count, sha256, uploaded_by, uploaded_at";

    private static final String INSERT =
            "INSERT INTO datasets (" + COLUMNS + ", content) VALUES (?,?,?,?,?,?,?,?,?,?,?)";

    private static final String FIND = "SELECT " + COLUMNS + " FROM datasets WHERE id = ?";

    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + " FROM datasets WHERE contract_name = ?"
                    + " ORDER BY uploaded_at DESC, id DESC LIMIT ?";

    private final Database database;

    public JdbcDatasets(Database database) {
        this.database = database;
    }

    @Override
    public void add(Dataset dataset, byte[] content) {
        var packed = pack(content);
        database.write(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setObject(1, dataset.id());
                insert.setString(2, dataset.contract().name());
                insert.setInt(3, dataset.contract().version());
                insert.setString(4, dataset.name());
                insert.setInt(5, dataset.rows());
                insert.setInt(6, dataset.columns());
                insert.setInt(7, dataset.duplicates());
                insert.setString(8, dataset.sha256());
                insert.setString(9, dataset.uploadedBy());
                insert.setObject(10, dataset.uploadedAt().atOffset(ZoneOffset.UTC));
                insert.setBytes(11, packed);
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public Optional<Dataset> find(UUID id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FIND)) {
                select.setObject(1, id);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(dataset(rows)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public Optional<Dataset> latest(String contractName) {
        return list(contractName, 1).stream().findFirst();
    }

    @Override
    public Optional<byte[]> content(UUID id) {
        Optional<byte[]> packed =
                database.read(connection -> {
                    try (var select =
                            connection.prepareStatement(
                                    "SELECT content FROM datasets WHERE id = ?")) {
                        select.setObject(1, id);
                        try (var rows = select.executeQuery()) {
                            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
                        }
                    }
                });
        return packed.map(JdbcDatasets::unpack);
    }

    @Override
    public List<Dataset> list(String contractName, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(LIST)) {
                select.setString(1, contractName);
                select.setInt(2, limit);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Dataset>();
                    while (rows.next()) {
                        found.add(dataset(rows));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    private static Dataset dataset(ResultSet row) throws SQLException {
        return new Dataset(
                row.getObject("id", UUID.class),
                new ContractId(row.getString("contract_name"), row.getInt("contract_version")),
                row.getString("name"),
                row.getInt("row_count"),
                row.getInt("column_count"),
                row.getInt("duplicate_count"),
                row.getString("sha256"),
                row.getString("uploaded_by"),
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant());
    }

    private static byte[] pack(byte[] content) {
        var packed = new ByteArrayOutputStream(content.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] unpack(byte[] packed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a stored dataset cannot be unpacked", e);
        }
    }
}
