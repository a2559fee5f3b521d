package io.holdfast.domain.customers;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;
import java.util.List;
import java.util.Map;

final class InMemoryFactLoadsTest implements FactLoadsContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryFactLoads loads = new InMemoryFactLoads(transactions);

    @Override
    public FactLoads loads() {
        return loads;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public List<Map<String, String>> stored(FactKind kind) {
        return loads.stored(kind);
    }

    @Override
    public List<Map<String, String>> quarantined(FactKind kind) {
        return loads.quarantined(kind);
    }
}
