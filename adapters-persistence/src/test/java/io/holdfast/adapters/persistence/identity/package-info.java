/// The identity ports' contracts on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.identity;

import org.jspecify.annotations.NullMarked;
