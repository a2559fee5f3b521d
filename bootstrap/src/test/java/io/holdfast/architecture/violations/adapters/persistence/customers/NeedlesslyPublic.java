package io.holdfast.architecture.violations.adapters.persistence.customers;

/// Breaks rule 6: nobody outside its package uses it.
public final class NeedlesslyPublic {}
