package io.holdfast.domain.ingestion;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;

final class InMemoryImportRunsTest implements ImportRunsContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryImportRuns runs = new InMemoryImportRuns(transactions);

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
