package io.holdfast.domain.scoring;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;

final class InMemoryBatchJobsTest implements BatchJobsContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryBatchJobs jobs = new InMemoryBatchJobs(transactions);

    @Override
    public BatchJobs jobs() {
        return jobs;
    }

    @Override
    public BatchQueries queries() {
        return jobs;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
