package io.holdfast.domain.kernel;

import java.time.Instant;

final class InMemoryRetainedTest implements RetainedContract {

    private final InMemoryRetained retained = new InMemoryRetained("moments");

    @Override
    public Retained retained() {
        return retained;
    }

    @Override
    public void store(Instant over) {
        retained.add(over);
    }

    @Override
    public long stored() {
        return retained.moments().size();
    }
}
