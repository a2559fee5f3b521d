/// The inference log and its reads on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.scoring;

import org.jspecify.annotations.NullMarked;
