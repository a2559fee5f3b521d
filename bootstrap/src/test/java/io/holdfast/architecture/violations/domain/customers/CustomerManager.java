package io.holdfast.architecture.violations.domain.customers;

/// Breaks rule 12a.
public final class CustomerManager {}
