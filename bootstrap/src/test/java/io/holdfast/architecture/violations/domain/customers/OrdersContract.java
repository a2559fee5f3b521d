package io.holdfast.architecture.violations.domain.customers;

/// The contract of the orders.
public interface OrdersContract {
    Orders orders();
}
