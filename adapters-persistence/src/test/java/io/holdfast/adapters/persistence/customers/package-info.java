/// Tests of stored facts, on a real PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.customers;

import org.jspecify.annotations.NullMarked;
