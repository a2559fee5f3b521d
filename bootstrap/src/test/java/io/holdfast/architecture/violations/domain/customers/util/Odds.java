package io.holdfast.architecture.violations.domain.customers.util;

/// Breaks rule 12b.
public final class Odds {}
