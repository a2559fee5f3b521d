package io.holdfast.architecture.violations.bootstrap;

import io.holdfast.architecture.violations.adapters.persistence.PersistenceAdapter;
import io.holdfast.architecture.violations.adapters.persistence.customers.CustomerRows;

/// Breaks rule 4b.
public record ReachesInside(PersistenceAdapter allowed, CustomerRows forbidden) {}
