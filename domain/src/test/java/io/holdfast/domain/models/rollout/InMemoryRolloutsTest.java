package io.holdfast.domain.models.rollout;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.ContractId;

final class InMemoryRolloutsTest implements RolloutsContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryRollouts rollouts = new InMemoryRollouts(transactions);

    @Override
    public Rollouts rollouts() {
        return rollouts;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public ContractId knownVersions(String name) {
        return new ContractId(name, 1);
    }
}
