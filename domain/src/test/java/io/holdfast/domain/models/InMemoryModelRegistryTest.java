package io.holdfast.domain.models;

import io.holdfast.domain.kernel.InMemoryTransactions;

final class InMemoryModelRegistryTest implements ModelRegistryContract {

    private final ModelRegistry registry = new InMemoryModelRegistry(new InMemoryTransactions());

    @Override
    public ModelRegistry registry() {
        return registry;
    }

    @Override
    public ContractId knownContract(String name, int version) {
        return new ContractId(name, version);
    }
}
