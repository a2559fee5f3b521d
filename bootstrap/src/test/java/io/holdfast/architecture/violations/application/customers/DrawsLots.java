package io.holdfast.architecture.violations.application.customers;

import java.util.UUID;

/// Breaks rule 9.
public final class DrawsLots {
    public UUID id() {
        return UUID.randomUUID();
    }
}
