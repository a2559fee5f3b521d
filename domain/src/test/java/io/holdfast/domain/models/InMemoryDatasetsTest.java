package io.holdfast.domain.models;

import io.holdfast.domain.kernel.InMemoryTransactions;

final class InMemoryDatasetsTest implements DatasetsContract {

    private final Datasets datasets = new InMemoryDatasets(new InMemoryTransactions());

    @Override
    public Datasets datasets() {
        return datasets;
    }

    @Override
    public ContractId knownContract(String name, int version) {
        return new ContractId(name, version);
    }
}
