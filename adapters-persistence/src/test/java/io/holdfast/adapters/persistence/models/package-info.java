/// The models ports' contracts on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.models;

import org.jspecify.annotations.NullMarked;
