package io.holdfast.architecture.violations.domain.customers;

/// A driven port with a contract.
public interface Orders {
    int count();
}
