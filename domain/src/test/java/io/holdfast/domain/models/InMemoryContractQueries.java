package io.holdfast.domain.models;

import java.util.Optional;

/// Looks into other fakes.
public final class InMemoryContractQueries implements ContractQueries {

    private final FeatureContracts contracts;
    private final ContractDocuments documents;

    public InMemoryContractQueries(FeatureContracts contracts, ContractDocuments documents) {
        this.contracts = contracts;
        this.documents = documents;
    }

    @Override
    public Page list(int limit, int offset) {
        var all = contracts.all();
        return new Page(
                all.stream()
                        .skip(offset)
                        .limit(limit)
                        .map(contract ->
                                new Listed(
                                        contract.id(),
                                        contract.title(),
                                        contract.identifier(),
                                        contract.label().column(),
                                        contract.features().size()))
                        .toList(),
                all.size());
    }

    @Override
    public Optional<String> document(String name) {
        return contracts.latest(name).map(documents::write);
    }

    @Override
    public Optional<String> document(ContractId id) {
        return contracts.find(id).map(documents::write);
    }
}
