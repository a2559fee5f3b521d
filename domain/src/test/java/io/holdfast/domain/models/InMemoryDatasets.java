package io.holdfast.domain.models;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The datasets in a map.
public final class InMemoryDatasets implements Datasets, Restorable {

    private final Map<UUID, Dataset> datasets = new LinkedHashMap<>();
    private final Map<UUID, byte[]> contents = new HashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryDatasets(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public void add(Dataset dataset, byte[] content) {
        transactions.run(() -> {
            if (datasets.putIfAbsent(dataset.id(), dataset) != null) {
                throw new IllegalStateException("the id is taken: " + dataset.id());
            }
            contents.put(dataset.id(), content.clone());
        });
    }

    @Override
    public Optional<Dataset> find(UUID id) {
        return transactions.call(() -> Optional.ofNullable(datasets.get(id)));
    }

    @Override
    public Optional<Dataset> latest(String contractName) {
        return list(contractName, 1).stream().findFirst();
    }

    @Override
    public Optional<byte[]> content(UUID id) {
        return transactions.call(
                () -> find(id).map(_ -> contents.getOrDefault(id, new byte[0])).map(byte[]::clone));
    }

    @Override
    public List<Dataset> list(String contractName, int limit) {
        return transactions.call(() ->
                datasets.values().stream()
                        .filter(dataset -> dataset.contract().name().equals(contractName))
                        .sorted(
                                Comparator.comparing(Dataset::uploadedAt)
                                        .thenComparing(dataset -> dataset.id().toString())
                                        .reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public Runnable snapshot() {
        var before = new LinkedHashMap<>(datasets);
        return () -> {
            datasets.clear();
            datasets.putAll(before);
        };
    }
}
