package io.holdfast.domain.models;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;

final class InMemoryModelRegistryTest implements ModelRegistryContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final ModelRegistry registry = new InMemoryModelRegistry(transactions);

    @Override
    public ModelRegistry registry() {
        return registry;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public ContractId knownContract(String name, int version) {
        return new ContractId(name, version);
    }
}
