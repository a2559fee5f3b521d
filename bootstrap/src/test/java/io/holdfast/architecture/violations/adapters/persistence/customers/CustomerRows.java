package io.holdfast.architecture.violations.adapters.persistence.customers;

/// Rightly public where a second package of its module uses it; not for other modules.
public record CustomerRows(int count) {}
