package io.holdfast.domain.models;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The trainings in a map.
public final class InMemoryTrainingJobs implements TrainingJobs, Restorable {

    private final Map<UUID, TrainingJob> jobs = new LinkedHashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryTrainingJobs(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public boolean add(TrainingJob job, int openMax) {
        return transactions.call(() -> {
            if (jobs.values().stream().filter(one -> !one.state().isOver()).count() >= openMax) {
                return false;
            }
            if (jobs.putIfAbsent(job.id(), job) != null) {
                throw new IllegalStateException("the id is taken: " + job.id());
            }
            return true;
        });
    }

    @Override
    public Optional<TrainingJob> find(UUID id) {
        return transactions.call(() -> Optional.ofNullable(jobs.get(id)));
    }

    @Override
    public List<TrainingJob> list(int limit) {
        return transactions.call(() ->
                jobs.values().stream()
                        .sorted(
                                Comparator.comparing(TrainingJob::requestedAt)
                                        .thenComparing(job -> job.id().toString())
                                        .reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public boolean update(TrainingJob job) {
        return transactions.call(() -> {
            boolean open = find(job.id()).filter(stored -> !stored.state().isOver()).isPresent();
            if (open) {
                jobs.put(job.id(), job);
            }
            return open;
        });
    }

    @Override
    public Runnable snapshot() {
        var before = new LinkedHashMap<>(jobs);
        return () -> {
            jobs.clear();
            jobs.putAll(before);
        };
    }
}
