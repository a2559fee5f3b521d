package io.holdfast.architecture.violations.domain.customers;

import java.util.Date;

/// Breaks rule 15b.
@SuppressWarnings("JavaUtilDate") // the fault it is here to show
public record OldDate(Date since) {}
