package io.holdfast.architecture.violations.domain.customers;

import java.time.Instant;
import java.util.function.Supplier;

/// Breaks rule 9 by a method reference, without a call.
public final class AskedForTheTime {
    public Supplier<Instant> clock() {
        return Instant::now;
    }
}
