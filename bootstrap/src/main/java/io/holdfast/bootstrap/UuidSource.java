package io.holdfast.bootstrap;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.holdfast.domain.kernel.IdSource;
import java.time.Clock;
import java.util.UUID;

/// UUID version 7. Ids order rows; they are no secrets, so the fast random source will do.
final class UuidSource implements IdSource {

    private final TimeOrderedEpochFactory factory;

    UuidSource(Clock clock) {
        factory =
                TimeOrderedEpochFactory.builder()
                        .withClock(clock)
                        .withFastRandom()
                        .withIncrementPlus1()
                        .build();
    }

    @Override
    public UUID next() {
        return factory.create();
    }
}
