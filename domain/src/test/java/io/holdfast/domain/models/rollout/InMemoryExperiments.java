package io.holdfast.domain.models.rollout;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The experiments in a map.
public final class InMemoryExperiments implements Experiments, Restorable {

    private final Map<UUID, Experiment> experiments = new LinkedHashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryExperiments(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public void add(Experiment experiment) {
        transactions.run(() -> {
            if (experiments.putIfAbsent(experiment.id(), experiment) != null) {
                throw new IllegalStateException("the id is taken: " + experiment.id());
            }
        });
    }

    @Override
    public boolean update(Experiment experiment) {
        return transactions.call(() -> {
            var stored = experiments.get(experiment.id());
            boolean runs = stored != null && stored.state() instanceof Experiment.State.Running;
            if (runs) {
                experiments.put(experiment.id(), experiment);
            }
            return runs;
        });
    }

    @Override
    public Optional<Experiment> find(UUID id) {
        return transactions.call(() -> Optional.ofNullable(experiments.get(id)));
    }

    @Override
    public List<Experiment> list(String contractName, int limit) {
        return transactions.call(() ->
                experiments.values().stream()
                        .filter(experiment -> experiment.contractName().equals(contractName))
                        .sorted(
                                Comparator.comparing(Experiment::startedAt)
                                        .thenComparing(experiment -> experiment.id().toString())
                                        .reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<Experiment> running(int limit) {
        return transactions.call(() ->
                experiments.values().stream()
                        .filter(each -> each.state() instanceof Experiment.State.Running)
                        .sorted(
                                Comparator.comparing(Experiment::startedAt)
                                        .thenComparing(each -> each.id().toString()))
                        .limit(limit)
                        .toList());
    }

    @Override
    public Runnable snapshot() {
        var before = new LinkedHashMap<>(experiments);
        return () -> {
            experiments.clear();
            experiments.putAll(before);
        };
    }
}
