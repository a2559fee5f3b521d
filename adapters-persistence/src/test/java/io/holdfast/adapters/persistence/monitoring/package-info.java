/// The monitoring ports' contracts on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.monitoring;

import org.jspecify.annotations.NullMarked;
