/// The domain's ports on PostgreSQL: opening, migrating, transactions, the connection pool.
@NullMarked
package io.holdfast.adapters.persistence;

import org.jspecify.annotations.NullMarked;
