package io.holdfast.domain.models;

import io.holdfast.domain.kernel.InMemoryTransactions;

final class InMemoryContractQueriesTest implements ContractQueriesContract {

    private final InMemoryFeatureContracts contracts =
            new InMemoryFeatureContracts(new InMemoryTransactions());
    private final InMemoryContractDocuments documents = new InMemoryContractDocuments();
    private final InMemoryContractQueries queries =
            new InMemoryContractQueries(contracts, documents);

    @Override
    public FeatureContracts contracts() {
        return contracts;
    }

    @Override
    public ContractQueries queries() {
        return queries;
    }

    @Override
    public ContractDocuments documents() {
        return documents;
    }
}
