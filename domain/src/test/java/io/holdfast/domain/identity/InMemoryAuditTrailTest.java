package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;

final class InMemoryAuditTrailTest implements AuditTrailContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryAuditTrail trail = new InMemoryAuditTrail(transactions);

    @Override
    public AuditTrail trail() {
        return trail;
    }

    @Override
    public AuditQueries queries() {
        return trail;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
