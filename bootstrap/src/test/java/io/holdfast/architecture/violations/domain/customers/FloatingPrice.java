package io.holdfast.architecture.violations.domain.customers;

/// Breaks rule 15c.
public record FloatingPrice(double unitPrice) {}
