package io.holdfast.architecture.violations.adapters.crm;

import java.sql.Connection;

/// Breaks rule 5.
public record QueriesSql(Connection connection) {}
