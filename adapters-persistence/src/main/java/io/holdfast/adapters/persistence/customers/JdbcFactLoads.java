package io.holdfast.adapters.persistence.customers;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.customers.FactLoads;
import java.time.InstantSource;

/// Facts go by COPY into a temporary table for each kind, and from there into the kind's own with a
/// few statements over all of them.
public final class JdbcFactLoads implements FactLoads {

    private final Database database;
    private final InstantSource clock;

    public JdbcFactLoads(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Load begin(String source) {
        if (!database.isInTransaction()) {
            throw new IllegalStateException("this needs a running transaction");
        }
        return new StagedLoad(database, source, clock.instant());
    }

    /// Makes the months of events that come next, so that what streams in need not.
    public void makePartitionsAhead() {
        database.write(connection -> {
            EventPartitions.makeAhead(connection, clock.instant());
            return true;
        });
    }
}
