package io.holdfast.architecture.violations.application.customers;

import io.holdfast.architecture.violations.adapters.persistence.PersistenceAdapter;

/// Breaks rule 4a, though the type is an entry.
public record KnowsAnAdapter(PersistenceAdapter adapter) {}
