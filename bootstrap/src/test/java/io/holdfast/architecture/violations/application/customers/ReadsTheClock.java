package io.holdfast.architecture.violations.application.customers;

import java.time.Instant;

/// Breaks rule 9.
public final class ReadsTheClock {
    public Instant now() {
        return Instant.now();
    }
}
