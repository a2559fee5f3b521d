package io.holdfast.domain.ingestion;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;

final class InMemoryImportRunsTest implements ImportRunsContract {

    private final InMemoryImportRuns runs = new InMemoryImportRuns();

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
        return new InMemoryTransactions();
    }
}
