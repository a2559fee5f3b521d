package io.holdfast.architecture.violations.adapters.persistence.customers;

/// A test that forgot the contract.
final class SqlOrdersTest {}
