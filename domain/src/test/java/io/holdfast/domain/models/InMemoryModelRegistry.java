package io.holdfast.domain.models;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The registry in a list. Does not ask whether the contract is known.
public final class InMemoryModelRegistry implements ModelRegistry, Restorable {

    private record Stored(ModelVersion version, TrainedModel model) {}

    private final List<Stored> stored = new ArrayList<>();
    private final InMemoryTransactions transactions;

    public InMemoryModelRegistry(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public ModelVersion register(ContractId contract, TrainedModel model, Instant now) {
        return transactions.call(() -> {
            int number = versions(contract.name(), Integer.MAX_VALUE).size() + 1;
            var version =
                    new ModelVersion(
                            contract,
                            number,
                            model.algorithm(),
                            model.metrics(),
                            model.rows(),
                            model.dataSha256(),
                            model.artefactSha256(),
                            now);
            stored.add(new Stored(version, model));
            return version;
        });
    }

    @Override
    public Optional<ModelVersion> find(String contractName, int number) {
        return lookUp(contractName, number).map(Stored::version);
    }

    @Override
    public List<ModelVersion> versions(String contractName, int limit) {
        return transactions.call(() ->
                stored.reversed().stream()
                        .map(Stored::version)
                        .filter(version -> version.contract().name().equals(contractName))
                        .limit(limit)
                        .toList());
    }

    @Override
    public Optional<byte[]> artefact(String contractName, int number) {
        return lookUp(contractName, number).map(found -> found.model().artefact());
    }

    @Override
    public List<CandidateResult> candidates(String contractName, int number) {
        return lookUp(contractName, number)
                .map(found -> found.model().candidates())
                .orElse(List.of());
    }

    @Override
    public Optional<ModelCard> card(String contractName, int number) {
        return lookUp(contractName, number).map(found -> found.model().card());
    }

    private Optional<Stored> lookUp(String contractName, int number) {
        return transactions.call(() ->
                stored.stream()
                        .filter(each -> each.version().contract().name().equals(contractName))
                        .filter(each -> each.version().number() == number)
                        .findFirst());
    }

    @Override
    public Runnable snapshot() {
        var before = List.copyOf(stored);
        return () -> {
            stored.clear();
            stored.addAll(before);
        };
    }
}
