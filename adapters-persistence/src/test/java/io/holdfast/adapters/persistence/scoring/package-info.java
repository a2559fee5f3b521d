/// The scoring ports' contracts on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.scoring;

import org.jspecify.annotations.NullMarked;
