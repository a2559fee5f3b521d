package io.holdfast.domain.kernel;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Ids in version 7 form that count up from a fixed millisecond, so that a test knows their order.
public final class SequentialIds implements IdSource {

    private static final long FIRST_MILLIS = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final AtomicLong made = new AtomicLong();

    @Override
    public UUID next() {
        long count = made.incrementAndGet();
        return new UUID((FIRST_MILLIS + count) << 16 | VERSION_7, VARIANT | count);
    }
}
