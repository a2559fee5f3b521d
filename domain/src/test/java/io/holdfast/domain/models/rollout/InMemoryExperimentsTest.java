package io.holdfast.domain.models.rollout;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;

final class InMemoryExperimentsTest implements ExperimentsContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryExperiments experiments = new InMemoryExperiments(transactions);

    @Override
    public Experiments experiments() {
        return experiments;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
