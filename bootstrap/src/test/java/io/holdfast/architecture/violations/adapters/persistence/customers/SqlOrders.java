package io.holdfast.architecture.violations.adapters.persistence.customers;

import io.holdfast.architecture.violations.domain.customers.Orders;

/// Breaks rule 14b: its test does not run the contract.
public final class SqlOrders implements Orders {
    @Override
    public int count() {
        return 0;
    }
}
