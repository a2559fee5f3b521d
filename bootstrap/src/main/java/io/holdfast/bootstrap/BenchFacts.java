package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.application.ingestion.ImportRows;
import io.holdfast.bootstrap.database.ScratchDatabase;
import io.holdfast.bootstrap.ingestion.FileDigest;
import io.holdfast.domain.ingestion.ImportRun.State;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What `./holdfast bench` has done with facts inside of the measured process: the product's own
/// paths, timed.
public final class BenchFacts {

    /// Of the customers whose features are asked for, by their number.
    public static final String CUSTOMER = "C%07d";

    /// Before the end of the orders that are generated.
    private static final Instant AS_OF = Instant.parse("2026-01-01T00:00:00Z");

    private static final String PROFILE = "c360";
    private static final String SECTION = "transactions";

    /// Apart from all others, so that one customer's rows are not always at hand.
    private static final int STRIDE = 7_919;

    private final App app;

    BenchFacts(App app) {
        this.app = app;
    }

    /// Imports a file of orders as `./holdfast import` does.
    ///
    /// @return nanoseconds, and the most bytes of heap that were in use meanwhile
    List<Long> importOrders(String file) throws IOException {
        var path = Path.of(file);
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        long begin = System.nanoTime();
        var command =
                new ImportRows.Command(
                        PROFILE,
                        SECTION,
                        FileDigest.of(path),
                        PersistenceAdapter.rowSource(path),
                        false,
                        "bench");
        var rows = app.importRows();
        if (!(rows.begin(command) instanceof ImportRows.Begun.Ready(var id))
                || !(rows.carryOut(id, command, _ -> {}).state() instanceof State.Completed)) {
            throw new IllegalStateException(file + " was not imported");
        }
        long nanos = System.nanoTime() - begin;
        long peak = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return List.of(nanos, peak);
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /// Asks for the features of one customer after the other.
    ///
    /// @return nanoseconds
    long features(FeatureSet set, int customers, int calls) {
        var features = app.storedFeatures();
        long begin = System.nanoTime();
        for (long i = 0; i < calls; i++) {
            var id = CUSTOMER.formatted(1 + i * STRIDE % customers);
            if (features.find(set, id, AS_OF).isEmpty()) {
                throw new IllegalStateException(id + " has no features");
            }
        }
        return System.nanoTime() - begin;
    }

    /// Asks the database for nothing, as often.
    ///
    /// @return nanoseconds
    long roundTrips(int calls) {
        try (var database = ScratchDatabase.join(app.config().dataDir())) {
            long begin = System.nanoTime();
            database.repeat("SELECT 1", calls);
            return System.nanoTime() - begin;
        }
    }
}
