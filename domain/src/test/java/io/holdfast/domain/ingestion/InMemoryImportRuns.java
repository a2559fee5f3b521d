package io.holdfast.domain.ingestion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The imports in a map. Takes part in no transaction, as the port says of all but `add`.
public final class InMemoryImportRuns implements ImportRuns {

    private static final Comparator<UUID> BY_TIME =
            (one, other) -> {
                int high =
                        Long.compareUnsigned(
                                one.getMostSignificantBits(), other.getMostSignificantBits());
                return high != 0
                        ? high
                        : Long.compareUnsigned(
                                one.getLeastSignificantBits(), other.getLeastSignificantBits());
            };

    private final ConcurrentSkipListMap<UUID, ImportRun> runs =
            new ConcurrentSkipListMap<>(BY_TIME);
    private final Map<UUID, List<Rejection>> rejections = new ConcurrentHashMap<>();

    @Override
    public void add(ImportRun run) {
        if (runs.putIfAbsent(run.id(), run) != null) {
            throw new IllegalStateException("the id is taken: " + run.id());
        }
    }

    @Override
    public boolean update(ImportRun run) {
        var open = find(run.id()).filter(stored -> !stored.state().isOver());
        return open.isPresent()
                && runs.replace(run.id(), open.get(), open.get().in(run.progress(), run.state()));
    }

    @Override
    public void reject(UUID run, List<Rejection> more) {
        if (!runs.containsKey(run)) {
            throw new IllegalStateException("there is no import " + run);
        }
        rejections.merge(
                run,
                List.copyOf(more),
                (before, then) -> {
                    var all = new ArrayList<>(before);
                    all.addAll(then);
                    return List.copyOf(all.subList(0, Math.min(all.size(), MAX_REJECTIONS)));
                });
    }

    @Override
    public int failAbandoned(List<UUID> abandoned, String reason) {
        int failed = 0;
        for (var id : abandoned) {
            var run = runs.get(id);
            if (run != null && !run.state().isOver()) {
                var state = new ImportRun.State.Failed(run.startedAt(), reason);
                failed += update(run.in(run.progress(), state)) ? 1 : 0;
            }
        }
        return failed;
    }

    @Override
    public Optional<ImportRun> find(UUID id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public List<ImportRun> list(UUID before, int limit) {
        return runs.headMap(before, false).descendingMap().values().stream().limit(limit).toList();
    }

    @Override
    public List<Rejection> rejections(UUID run, long skip, int limit) {
        return rejections.getOrDefault(run, List.of()).stream()
                .sorted(Comparator.comparingLong(Rejection::line))
                .skip(skip)
                .limit(limit)
                .toList();
    }
}
