package io.holdfast.domain.models;

import io.holdfast.domain.kernel.InMemoryTransactions;

final class InMemoryFeatureContractsTest implements FeatureContractsContract {

    private final FeatureContracts contracts =
            new InMemoryFeatureContracts(new InMemoryTransactions());

    @Override
    public FeatureContracts contracts() {
        return contracts;
    }
}
