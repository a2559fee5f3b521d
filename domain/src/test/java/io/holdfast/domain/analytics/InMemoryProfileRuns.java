package io.holdfast.domain.analytics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Counts instead of building.
public final class InMemoryProfileRuns implements ProfileRuns {

    private final Map<UUID, ProfileRun> runs = new LinkedHashMap<>();
    private final InstantSource clock;
    private long customers;
    private boolean broken;
    private boolean busy;

    public InMemoryProfileRuns(InstantSource clock) {
        this.clock = clock;
    }

    public void addCustomer() {
        customers++;
    }

    /// Builds throw from here on.
    public void breakDown() {
        broken = true;
    }

    /// Another node builds from here on.
    public void beBusy() {
        busy = true;
    }

    public void dieInBuild(UUID id, Instant startedAt) {
        runs.computeIfPresent(
                id, (_, run) -> new ProfileRun.Running(id, run.requestedAt(), startedAt));
    }

    @Override
    public Opening open(UUID id, Instant at) {
        for (var run : runs.values()) {
            if (run instanceof ProfileRun.Requested) {
                return new Opening.Waiting(run.id());
            }
        }
        runs.put(id, new ProfileRun.Requested(id, at));
        return new Opening.Opened();
    }

    @Override
    public Optional<ProfileRun> newest() {
        return runs.values().stream().reduce((_, later) -> later);
    }

    @Override
    public Optional<ProfileRun.Done> newestDone() {
        return newest(ProfileRun.Done.class);
    }

    @Override
    public Optional<ProfileRun.Running> running() {
        return newest(ProfileRun.Running.class);
    }

    private <T extends ProfileRun> Optional<T> newest(Class<T> state) {
        return runs.values().stream()
                .filter(state::isInstance)
                .map(state::cast)
                .reduce((_, later) -> later);
    }

    @Override
    public Build build(UUID id) {
        if (busy) {
            return new Build.Busy();
        }
        var run = runs.get(id);
        if (run == null) {
            return new Build.Ended();
        }
        return switch (run) {
            case ProfileRun.Requested _, ProfileRun.Running _ -> {
                running()
                        .filter(other -> !other.id().equals(id))
                        .ifPresent(other -> fail(other.id(), clock.instant(), "its node is gone"));
                var now = clock.instant();
                dieInBuild(id, now);
                if (broken) {
                    throw new IllegalStateException("broken");
                }
                var done = new ProfileRun.Done(id, run.requestedAt(), now, now, customers);
                runs.put(id, done);
                yield new Build.Built(done);
            }
            case ProfileRun.Done _, ProfileRun.Failed _ -> new Build.Ended();
        };
    }

    @Override
    public void fail(UUID id, Instant at, String reason) {
        runs.computeIfPresent(
                id,
                (_, run) ->
                        switch (run) {
                            case ProfileRun.Requested _, ProfileRun.Running _ ->
                                    new ProfileRun.Failed(id, run.requestedAt(), at, reason);
                            case ProfileRun.Done _, ProfileRun.Failed _ -> run;
                        });
    }
}
