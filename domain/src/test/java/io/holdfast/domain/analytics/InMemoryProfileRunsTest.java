package io.holdfast.domain.analytics;

import java.time.Instant;
import java.util.UUID;

final class InMemoryProfileRunsTest implements ProfileRunsContract {

    private final InMemoryProfileRuns runs = new InMemoryProfileRuns(() -> AT);

    @Override
    public ProfileRuns runs() {
        return runs;
    }

    @Override
    public void addCustomer(String id) {
        runs.addCustomer();
    }

    @Override
    public void dieInBuild(UUID id, Instant startedAt) {
        runs.dieInBuild(id, startedAt);
    }
}
