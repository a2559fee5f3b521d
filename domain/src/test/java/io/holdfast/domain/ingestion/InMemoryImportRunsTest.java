package io.holdfast.domain.ingestion;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;
import java.time.Duration;
import java.time.Instant;

final class InMemoryImportRunsTest implements ImportRunsContract {

    private Instant now = NOON;
    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryImportRuns runs = new InMemoryImportRuns(transactions, this::now);

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public ImportRuns runs() {
        return runs;
    }

    @Override
    public ImportQueries queries() {
        return runs;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
