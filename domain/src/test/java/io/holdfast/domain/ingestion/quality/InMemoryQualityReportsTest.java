package io.holdfast.domain.ingestion.quality;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;

class InMemoryQualityReportsTest implements QualityReportsContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryQualityReports reports = new InMemoryQualityReports(transactions);

    @Override
    public QualityReports reports() {
        return reports;
    }

    @Override
    public QualityQueries queries() {
        return reports;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
