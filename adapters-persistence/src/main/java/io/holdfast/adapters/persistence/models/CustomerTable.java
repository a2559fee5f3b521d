package io.holdfast.adapters.persistence.models;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/// One customer's rows in a table that a contract has accepted.
final class CustomerTable {

    private static final int ROWS_AT_ONCE = 1_000;

    /// @param packed the table as text, gzip'd
    record Rewritten(byte[] packed, long replaced) {}

    private final FeatureContract contract;
    private final String customer;

    CustomerTable(FeatureContract contract, String customer) {
        this.contract = contract;
        this.customer = customer;
    }

    /// Calls with each row, by the columns' names, and says how many there were.
    long forEach(RowStream rows, Consumer<Map<String, String>> action) {
        var header = header(rows);
        int identifier = header.indexOf(contract.identifier());
        long found = 0;
        for (var batch = next(rows); !batch.isEmpty(); batch = next(rows)) {
            for (var row : batch) {
                if (isOfCustomer(row, identifier)) {
                    action.accept(named(header, row));
                    found++;
                }
            }
        }
        return found;
    }

    /// The same table, but that nobody can tell whose the customer's rows are.
    Rewritten without(RowStream rows, String pseudonym) {
        var header = header(rows);
        int identifier = header.indexOf(contract.identifier());
        var emptied = positions(header, Set.copyOf(contract.ignored()));
        var packed = new ByteArrayOutputStream();
        long replaced = 0;
        try (var writer =
                CsvWriter.builder()
                        .build(
                                new OutputStreamWriter(
                                        new GZIPOutputStream(packed), StandardCharsets.UTF_8))) {
            writer.writeRecord(header);
            for (var batch = next(rows); !batch.isEmpty(); batch = next(rows)) {
                for (var row : batch) {
                    var cells = row.cells();
                    if (isOfCustomer(row, identifier)) {
                        cells = replaced(cells, identifier, pseudonym, emptied);
                        replaced++;
                    }
                    writer.writeRecord(cells);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Rewritten(packed.toByteArray(), replaced);
    }

    private boolean isOfCustomer(Table.Row row, int identifier) {
        return identifier >= 0
                && identifier < row.cells().size()
                && row.cells().get(identifier).strip().equals(customer);
    }

    private static List<String> replaced(
            List<String> cells, int identifier, String pseudonym, Set<Integer> emptied) {
        var changed = new ArrayList<>(cells);
        changed.set(identifier, pseudonym);
        for (int position : emptied) {
            if (position < changed.size()) {
                changed.set(position, "");
            }
        }
        return changed;
    }

    private static Set<Integer> positions(List<String> header, Set<String> names) {
        var positions = new HashSet<Integer>();
        for (int i = 0; i < header.size(); i++) {
            if (names.contains(header.get(i))) {
                positions.add(i);
            }
        }
        return positions;
    }

    private static Map<String, String> named(List<String> header, Table.Row row) {
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < Math.min(header.size(), row.cells().size()); i++) {
            named.put(header.get(i), row.cells().get(i));
        }
        return named;
    }

    private static List<String> header(RowStream rows) {
        return switch (rows.header()) {
            case RowStream.Header.Read(var names) -> names;
            case RowStream.Header.Unreadable(var reason) -> throw unreadable(reason);
        };
    }

    private static List<Table.Row> next(RowStream rows) {
        return switch (rows.next(ROWS_AT_ONCE)) {
            case RowStream.Batch.Rows(var batch) -> batch;
            case RowStream.Batch.End() -> List.of();
            case RowStream.Batch.Unreadable(var reason) -> throw unreadable(reason);
        };
    }

    private static IllegalStateException unreadable(String reason) {
        return new IllegalStateException("a stored dataset cannot be read: it " + reason);
    }
}
