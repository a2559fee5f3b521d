package io.holdfast.domain.ingestion;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// The imports in a map. Only what the port says belongs to the caller's transaction, and is not
/// simply added, is put back with it.
public final class InMemoryImportRuns implements ImportRuns, Restorable {

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
    private final InMemoryTransactions transactions;
    private final InstantSource clock;
    private final List<Runnable> undo = new CopyOnWriteArrayList<>();
    private final Map<UUID, Instant> touched = new ConcurrentHashMap<>();
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    public InMemoryImportRuns(InMemoryTransactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
        transactions.enlist(this);
    }

    @Override
    public Runnable snapshot() {
        undo.clear();
        held.clear();
        return () -> undo.forEach(Runnable::run);
    }

    @Override
    public boolean addWaiting(List<ImportRun> more, int waitingMax) {
        return transactions.call(() -> {
            if (waiting() + more.size() > waitingMax) {
                return false;
            }
            for (var run : more) {
                add(run);
                undo.add(() -> runs.remove(run.id()));
            }
            return true;
        });
    }

    @Override
    public int waiting() {
        return (int)
                runs.values().stream()
                        .filter(run -> run.state() instanceof ImportRun.State.Waiting)
                        .count();
    }

    @Override
    public Optional<ImportRun> begin(UUID id) {
        var open = find(id).filter(stored -> !stored.state().isOver());
        var begun =
                open.map(
                        run -> run.in(new ImportRun.Progress(0, 0), new ImportRun.State.Running()));
        begun.ifPresent(run -> {
            runs.put(id, run);
            touched.put(id, clock.instant());
            rejections.remove(id);
        });
        return begun;
    }

    @Override
    public boolean complete(ImportRun run) {
        return transactions.call(() -> {
            var before = runs.get(run.id());
            boolean completed = update(run);
            if (completed && before != null) {
                undo.add(() -> runs.put(run.id(), before));
            }
            return completed;
        });
    }

    @Override
    public boolean takeBack(UUID id) {
        return transactions.call(() -> {
            var open = find(id).filter(stored -> !stored.state().isOver());
            open.ifPresent(run -> {
                runs.remove(id);
                undo.add(() -> runs.put(id, run));
            });
            return open.isPresent();
        });
    }

    @Override
    public List<Fault> faults(UUID run, int limit) {
        var faults = new LinkedHashMap<List<String>, Fault>();
        for (var one : byLine(run).limit(MAX_SUMMARISED).toList()) {
            faults.merge(
                    List.of(one.column(), one.reason()),
                    new Fault(one.column(), one.reason(), 1, one.line()),
                    (first, _) ->
                            new Fault(
                                    first.column(),
                                    first.reason(),
                                    first.cells() + 1,
                                    first.firstLine()));
        }
        return faults.values().stream()
                .sorted(
                        Comparator.comparingLong(Fault::cells)
                                .reversed()
                                .thenComparingLong(Fault::firstLine))
                .limit(limit)
                .toList();
    }

    @Override
    public void add(ImportRun run) {
        if (runs.putIfAbsent(run.id(), run) != null) {
            throw new IllegalStateException("the id is taken: " + run.id());
        }
        touched.put(run.id(), clock.instant());
    }

    @Override
    public boolean update(ImportRun run) {
        var open = find(run.id()).filter(stored -> !stored.state().isOver());
        boolean updated =
                open.isPresent()
                        && runs.replace(
                                run.id(), open.get(), open.get().in(run.progress(), run.state()));
        if (updated) {
            touched.put(run.id(), clock.instant());
        }
        return updated;
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
    public void hold(UUID run) {
        if (!transactions.isRunning()) {
            throw new IllegalStateException("this needs a running transaction");
        }
        held.add(run);
    }

    /// Nothing is held any more when the next transaction begins. What waits, some node will begin.
    @Override
    public int failAbandoned(Instant silentSince, Instant at, String reason) {
        return transactions.call(() -> {
            int failed = 0;
            for (var run : runs.values()) {
                boolean isAbandoned =
                        run.state() instanceof ImportRun.State.Running
                                && touched.getOrDefault(run.id(), at).isBefore(silentSince)
                                && !held.contains(run.id());
                var state = new ImportRun.State.Failed(at, reason);
                failed += isAbandoned && update(run.in(run.progress(), state)) ? 1 : 0;
            }
            return failed;
        });
    }

    @Override
    public Optional<ImportRun> find(UUID id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public List<ImportRun> list(UUID before, int limit) {
        return runs.headMap(before, false).descendingMap().values().stream().limit(limit).toList();
    }

    /// The place is how many there are before.
    @Override
    public Page rejections(UUID run, Mark after, int limit) {
        long skip = Math.max(0, after.position());
        var page = byLine(run).skip(skip).limit(limit).toList();
        return new Page(page, new Mark(0, skip + page.size()));
    }

    private Stream<Rejection> byLine(UUID run) {
        return rejections.getOrDefault(run, List.of()).stream()
                .sorted(Comparator.comparingLong(Rejection::line));
    }
}
