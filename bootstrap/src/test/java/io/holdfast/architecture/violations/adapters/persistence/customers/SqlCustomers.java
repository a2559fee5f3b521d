package io.holdfast.architecture.violations.adapters.persistence.customers;

import io.holdfast.architecture.violations.domain.customers.Customers;
import java.util.Optional;

/// Implements a port without a contract.
final class SqlCustomers implements Customers {
    @Override
    public Optional<String> find(String name) {
        return Optional.of(name);
    }
}
