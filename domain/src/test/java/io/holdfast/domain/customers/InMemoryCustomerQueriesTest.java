package io.holdfast.domain.customers;

import io.holdfast.domain.kernel.InMemoryTransactions;

final class InMemoryCustomerQueriesTest implements CustomerQueriesContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryFactLoads loads = new InMemoryFactLoads(transactions);

    @Override
    public CustomerQueries customers() {
        return new InMemoryCustomerQueries(loads);
    }

    @Override
    public void store(Fact... facts) {
        transactions.run(() -> {
            var load = loads.begin("shop");
            for (var fact : facts) {
                load.add(fact);
            }
            var _ = load.finish();
        });
    }
}
