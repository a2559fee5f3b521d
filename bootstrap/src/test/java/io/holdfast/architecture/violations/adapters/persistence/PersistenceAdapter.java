package io.holdfast.architecture.violations.adapters.persistence;

import io.holdfast.architecture.violations.adapters.persistence.customers.CustomerRows;

/// An entry as it should be.
public final class PersistenceAdapter {
    private final CustomerRows rows;

    public PersistenceAdapter(CustomerRows rows) {
        this.rows = rows;
    }

    public int count() {
        return rows.count();
    }
}
