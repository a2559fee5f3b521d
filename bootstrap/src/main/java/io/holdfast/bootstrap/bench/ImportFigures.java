package io.holdfast.bootstrap.bench;

import io.holdfast.bootstrap.BenchServer;
import io.holdfast.bootstrap.database.ScratchDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What an import of orders costs: beside a bare COPY of the rows that it stores into the same
/// table, with all of its constraints and indexes.
final class ImportFigures {

    /// What the importing process may have.
    static final String HEAP = "-Xmx512m";

    private static final double MIN_SHARE_OF_COPY = 0.4;
    private static final long MAX_HEAP_MIB = 512;
    private static final int ORDERS_A_CUSTOMER = 10;

    /// The heap is looked at with a file of this part of the orders too.
    private static final int SMALLER = 10;

    private static final String COLUMNS =
            "order_id, customer_id, ordered_at, channel, store, payment_method, subtotal, tax,"
                    + " discount, total, total_given, currency, status";

    private static final double NANOS = 1e9;
    private static final double PERCENT = 100;

    private final MeasuredServer server;
    private final ScratchDatabase database;
    private final Path folder;
    private final int orders;
    private final int rounds;

    private ImportFigures(
            MeasuredServer server, ScratchDatabase database, Path folder, int orders, int rounds) {
        this.server = server;
        this.database = database;
        this.folder = folder;
        this.orders = orders;
        this.rounds = rounds;
    }

    /// @param server whose process has a heap of 512 MB at most
    /// @param folder where files may be put
    static List<Figure> besideCopy(MeasuredServer server, Path folder, int orders, Effort effort)
            throws IOException {
        try (var database = ScratchDatabase.join(server.data())) {
            return new ImportFigures(server, database, folder, orders, effort.rounds()).measure();
        }
    }

    private List<Figure> measure() throws IOException {
        int customers = Math.max(1, orders / ORDERS_A_CUSTOMER);
        var smaller = folder.resolve("smaller.csv");
        var file = folder.resolve("orders.csv");
        GeneratedShop.storeCustomers(database, customers);
        GeneratedShop.writeOrders(smaller, orders / SMALLER, customers);
        GeneratedShop.writeOrders(file, orders, customers);
        long heapOfSmaller = importOrders(smaller).get(1);
        var rows = folder.resolve("orders.copy");
        long peak = 0;
        var imports = new ArrayList<Long>();
        var copies = new ArrayList<Long>();
        for (int round = 0; round < rounds; round++) {
            var imported = importOrders(file);
            imports.add(imported.get(0));
            peak = Math.max(peak, imported.get(1));
            if (round == 0) {
                database.copyOut("SELECT " + COLUMNS + " FROM orders ORDER BY order_id", rows);
            }
            copies.add(copy(rows));
        }
        return List.of(share(imports, copies), heap(peak, heapOfSmaller));
    }

    private List<Long> importOrders(Path file) throws IOException {
        empty();
        return server.order(BenchServer.IMPORT, file);
    }

    private long copy(Path rows) throws IOException {
        empty();
        long begin = System.nanoTime();
        database.copyIn("orders (" + COLUMNS + ")", rows);
        long nanos = System.nanoTime() - begin;
        if (database.number("SELECT count(*) FROM orders") != orders) {
            throw new IllegalStateException("the import did not store every order");
        }
        return nanos;
    }

    /// Both sides find the table as new, and nothing left to write out by the server.
    private void empty() {
        database.execute("TRUNCATE orders CASCADE", "CHECKPOINT");
    }

    private Figure share(List<Long> imports, List<Long> copies) {
        double imported = sum(imports);
        double copied = sum(copies);
        return Figure.judged(
                Figure.text("import of %,d orders by profile, against a bare COPY", orders),
                Figure.text(
                        "%.0f %% (%,.0f rows/s of %,.0f rows/s)",
                        copied / imported * PERCENT,
                        (double) orders * imports.size() / imported,
                        (double) orders * copies.size() / copied),
                Figure.text("at least %.0f %%", MIN_SHARE_OF_COPY * PERCENT),
                copied / imported >= MIN_SHARE_OF_COPY);
    }

    private static double sum(List<Long> nanos) {
        return nanos.stream().mapToLong(Long::longValue).sum() / NANOS;
    }

    private static Figure heap(long peak, long peakOfSmaller) {
        return Figure.judged(
                "  peak of the importing process's heap",
                Figure.text(
                        "%,d MiB (%,d MiB with a tenth of the rows)",
                        peak >> 20, peakOfSmaller >> 20),
                Figure.text("less than %d MiB", MAX_HEAP_MIB),
                peak >> 20 < MAX_HEAP_MIB);
    }
}
