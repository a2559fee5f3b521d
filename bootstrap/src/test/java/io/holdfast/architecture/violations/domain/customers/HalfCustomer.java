package io.holdfast.architecture.violations.domain.customers;

import org.jspecify.annotations.Nullable;

/// Breaks rule 10c.
public record HalfCustomer(String name, @Nullable String note) {}
