package io.holdfast.domain.scoring;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import io.holdfast.domain.models.FieldValue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// The batches in maps.
public final class InMemoryBatchJobs implements BatchJobs, Restorable {

    private static final int NEWEST = 20;

    private record Batch(
            BatchJob job,
            List<Map<String, FieldValue>> entities,
            TreeMap<Integer, Result> results) {

        Batch with(BatchJob next) {
            return new Batch(next, entities, results);
        }

        Batch copy() {
            return new Batch(job, entities, new TreeMap<>(results));
        }

        int waiting() {
            return job.progress().isOver() ? 0 : job.total() - results.size();
        }
    }

    private final Map<UUID, Batch> batches = new LinkedHashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryBatchJobs(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public Added add(BatchJob job, List<Map<String, FieldValue>> entities) {
        return transactions.call(() -> {
            if (named(job.name()).isPresent()) {
                return new Added.NameTaken();
            }
            batches.put(job.id(), new Batch(job, List.copyOf(entities), new TreeMap<>()));
            return new Added.Stored();
        });
    }

    @Override
    public Optional<BatchJob> find(UUID id) {
        return batch(id).map(Batch::job);
    }

    private Optional<Batch> batch(UUID id) {
        return transactions.call(() -> Optional.ofNullable(batches.get(id)));
    }

    @Override
    public Optional<BatchJob> named(String name) {
        return transactions.call(() ->
                batches.values().stream()
                        .map(Batch::job)
                        .filter(job -> job.name().equals(name))
                        .findFirst());
    }

    @Override
    public boolean update(BatchJob job) {
        return transactions.call(() -> {
            var open = batch(job.id()).filter(batch -> !batch.job().progress().isOver());
            open.ifPresent(batch -> batches.put(job.id(), batch.with(job)));
            return open.isPresent();
        });
    }

    @Override
    public List<Map<String, FieldValue>> entities(UUID id) {
        return batch(id).map(Batch::entities).orElse(List.of());
    }

    @Override
    public void addResults(UUID id, List<Result> results) {
        transactions.run(() -> {
            var kept = batch(id).orElseThrow().results();
            results.forEach(result -> kept.putIfAbsent(result.index(), result));
        });
    }

    @Override
    public BatchJob.Counts counts(UUID id) {
        return transactions.call(() -> {
            var all = batch(id).map(batch -> List.copyOf(batch.results().values()));
            var results = all.orElse(List.of());
            int scored = (int) results.stream().filter(Result.Scored.class::isInstance).count();
            return new BatchJob.Counts(scored, results.size() - scored);
        });
    }

    @Override
    public List<Result> results(UUID id, int from, int limit) {
        return transactions.call(() ->
                batch(id).stream()
                        .flatMap(batch -> batch.results().tailMap(from).values().stream())
                        .limit(limit)
                        .toList());
    }

    @Override
    public Load load() {
        return transactions.call(() -> {
            long waiting = batches.values().stream().mapToLong(Batch::waiting).sum();
            return new Load(waiting, pace());
        });
    }

    private Duration pace() {
        var paces =
                batches.values().stream()
                        .map(Batch::job)
                        .filter(job -> job.progress() instanceof BatchJob.Progress.Finished)
                        .sorted((a, b) -> endOf(b).compareTo(endOf(a)))
                        .limit(NEWEST)
                        .map(job -> job.took().dividedBy(job.total()))
                        .sorted()
                        .toList();
        if (paces.isEmpty()) {
            return Duration.ZERO;
        }
        var lower = paces.get((paces.size() - 1) / 2);
        return lower.plus(paces.get(paces.size() / 2)).dividedBy(2);
    }

    private static Instant endOf(BatchJob job) {
        return job.progress() instanceof BatchJob.Progress.Finished(var _, var at)
                ? at
                : Instant.MIN;
    }

    @Override
    public Runnable snapshot() {
        var before = new LinkedHashMap<UUID, Batch>();
        batches.forEach((id, batch) -> before.put(id, batch.copy()));
        return () -> {
            batches.clear();
            batches.putAll(before);
        };
    }
}
