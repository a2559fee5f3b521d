package io.holdfast.domain.models;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The contracts in a map.
public final class InMemoryFeatureContracts implements FeatureContracts, Restorable {

    private final Map<ContractId, FeatureContract> contracts = new HashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryFeatureContracts(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public Registration register(FeatureContract contract) {
        return transactions.call(() -> {
            var there = contracts.putIfAbsent(contract.id(), contract);
            if (there == null) {
                return new Registration.Registered();
            }
            return there.equals(contract)
                    ? new Registration.AlreadyThere()
                    : new Registration.Different();
        });
    }

    @Override
    public Optional<FeatureContract> find(ContractId id) {
        return transactions.call(() -> Optional.ofNullable(contracts.get(id)));
    }

    @Override
    public Optional<FeatureContract> latest(String name) {
        return transactions.call(() ->
                contracts.values().stream()
                        .filter(contract -> contract.id().name().equals(name))
                        .max(Comparator.comparingInt(contract -> contract.id().version())));
    }

    @Override
    public List<FeatureContract> all() {
        return transactions.call(() ->
                contracts.keySet().stream()
                        .map(ContractId::name)
                        .distinct()
                        .sorted()
                        .map(name -> latest(name).orElseThrow())
                        .toList());
    }

    @Override
    public Runnable snapshot() {
        var before = Map.copyOf(contracts);
        return () -> {
            contracts.clear();
            contracts.putAll(before);
        };
    }
}
