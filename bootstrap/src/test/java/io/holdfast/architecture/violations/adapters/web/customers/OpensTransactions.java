package io.holdfast.architecture.violations.adapters.web.customers;

import io.holdfast.architecture.violations.domain.kernel.Transactions;

/// Breaks rule 8.
public record OpensTransactions(Transactions transactions) {}
