package io.holdfast.architecture.violations.adapters.web.customers;

import io.holdfast.architecture.violations.adapters.persistence.customers.CustomerRows;

/// Breaks rule 3.
public record ReadsTheTables(CustomerRows rows) {}
