package io.holdfast.architecture.violations.domain.customers;

import io.holdfast.architecture.violations.application.customers.CallsTheNetwork;

/// Breaks rule 1: the application stands on the domain, not the other way round.
public record LooksUp(CallsTheNetwork above) {}
