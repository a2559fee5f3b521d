package io.holdfast.domain.ingestion.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Sources in memory.
public final class InMemorySources implements Sources {

    private static final class Entry {
        private final Source source;
        private String sealed;
        private SourceState state;
        private UUID holder = new UUID(0, 0);
        private boolean asked;
        private final List<Pull> pulls = new ArrayList<>();

        Entry(Source source, String sealed, SourceState state) {
            this.source = source;
            this.sealed = sealed;
            this.state = state;
        }

        boolean holds(UUID pull) {
            return holder.equals(pull) && !state.takenUntil().equals(Instant.MIN);
        }

        void tell(UUID pull, Pull.Progress progress, Pull.State now) {
            pulls.replaceAll(one ->
                    one.id().equals(pull)
                            ? new Pull(one.id(), one.source(), one.startedAt(), progress, now)
                            : one);
        }
    }

    private final TreeMap<String, Entry> entries = new TreeMap<>();

    @Override
    public synchronized Addition add(
            Source source, String sealedSecret, String by, Instant at, Instant dueAt) {
        if (entries.containsKey(source.name())) {
            return Addition.NAME_TAKEN;
        }
        if (entries.size() >= MAX) {
            return Addition.TOO_MANY;
        }
        entries.put(source.name(), new Entry(source, sealedSecret, SourceState.fresh(dueAt)));
        return Addition.ADDED;
    }

    @Override
    public synchronized boolean remove(String name) {
        return entries.remove(name) != null;
    }

    @Override
    public synchronized Optional<String> sealedSecret(String name) {
        return entry(name).map(entry -> entry.sealed);
    }

    private Optional<Entry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    @Override
    public synchronized boolean reseal(String name, String present, String sealed) {
        var entry = entry(name).filter(one -> one.sealed.equals(present));
        entry.ifPresent(one -> one.sealed = sealed);
        return entry.isPresent();
    }

    @Override
    public synchronized boolean askForPull(String name, Instant at) {
        var entry = entry(name);
        entry.ifPresent(one -> {
            one.asked = true;
            one.state = due(one.state, at);
        });
        return entry.isPresent();
    }

    private static SourceState due(SourceState state, Instant dueAt) {
        return new SourceState(
                state.mark(),
                state.succeededAt(),
                state.failures(),
                state.fault(),
                dueAt,
                state.takenUntil());
    }

    @Override
    public synchronized List<String> due(Instant now, int limit) {
        return entries.values().stream()
                .filter(entry -> entry.source.enabled())
                .filter(entry -> !entry.state.dueAt().isAfter(now) && !entry.state.isTaken(now))
                .sorted(Comparator.comparing(entry -> entry.state.dueAt()))
                .limit(limit)
                .map(entry -> entry.source.name())
                .toList();
    }

    @Override
    public synchronized Claim claim(String name, UUID pull, Instant now) {
        var found = entry(name);
        if (found.isEmpty()) {
            return new Claim.Unknown();
        }
        var entry = found.get();
        if (entry.state.isTaken(now)) {
            return new Claim.Taken();
        }
        entry.pulls.replaceAll(one ->
                one.state() instanceof Pull.State.Running
                        ? new Pull(
                                one.id(),
                                name,
                                one.startedAt(),
                                one.progress(),
                                new Pull.State.Failed(now, "it died"))
                        : one);
        var before =
                new SourceState(
                        entry.state.mark(),
                        entry.state.succeededAt(),
                        entry.state.failures(),
                        entry.state.fault(),
                        entry.state.dueAt(),
                        Instant.MIN);
        entry.asked = false;
        entry.holder = pull;
        entry.state = taken(before, before.mark(), now);
        entry.pulls.addFirst(new Pull(pull, name, now, Pull.NOTHING, new Pull.State.Running()));
        while (entry.pulls.size() > MAX_PULLS) {
            entry.pulls.removeLast();
        }
        return new Claim.Claimed(entry.source, entry.sealed, before);
    }

    private static SourceState taken(SourceState state, String mark, Instant now) {
        return new SourceState(
                mark,
                state.succeededAt(),
                state.failures(),
                state.fault(),
                state.dueAt(),
                now.plus(HOLD));
    }

    @Override
    public synchronized boolean advance(
            String name, UUID pull, String mark, Pull.Progress progress, Instant now) {
        var entry = entry(name).filter(one -> one.holds(pull));
        entry.ifPresent(one -> {
            one.state = taken(one.state, mark, now);
            one.tell(pull, progress, new Pull.State.Running());
        });
        return entry.isPresent();
    }

    @Override
    public synchronized boolean hold(String name, UUID pull, Instant now) {
        var entry = entry(name).filter(one -> one.holds(pull));
        entry.ifPresent(one -> one.state = taken(one.state, one.state.mark(), now));
        return entry.isPresent();
    }

    @Override
    public synchronized boolean finish(
            String name, UUID pull, Pull.Progress progress, Pull.State state, Instant dueAt) {
        var entry = entry(name).filter(one -> one.holds(pull));
        entry.ifPresent(one -> {
            var next = one.asked && one.state.dueAt().isBefore(dueAt) ? one.state.dueAt() : dueAt;
            one.state = ended(one.state, state, next);
            one.tell(pull, progress, state);
        });
        return entry.isPresent();
    }

    private static SourceState ended(SourceState before, Pull.State state, Instant dueAt) {
        return switch (state) {
            case Pull.State.Running() -> throw new IllegalArgumentException("it goes on");
            case Pull.State.Completed(var at) ->
                    new SourceState(before.mark(), at, 0, "", dueAt, Instant.MIN);
            case Pull.State.Paused _ ->
                    new SourceState(before.mark(), before.succeededAt(), 0, "", dueAt, Instant.MIN);
            case Pull.State.Refused(var _, var reason) -> failed(before, reason, dueAt);
            case Pull.State.Failed(var _, var reason) -> failed(before, reason, dueAt);
        };
    }

    private static SourceState failed(SourceState before, String reason, Instant dueAt) {
        return new SourceState(
                before.mark(),
                before.succeededAt(),
                before.failures() + 1,
                reason,
                dueAt,
                Instant.MIN);
    }

    @Override
    public synchronized Optional<Listed> find(String name) {
        return entry(name).map(entry -> new Listed(entry.source, entry.state));
    }

    @Override
    public synchronized List<Listed> list() {
        return entries.values().stream()
                .map(entry -> new Listed(entry.source, entry.state))
                .toList();
    }

    @Override
    public synchronized List<Pull> pulls(String source, int limit) {
        return entry(source).stream().flatMap(entry -> entry.pulls.stream()).limit(limit).toList();
    }
}
