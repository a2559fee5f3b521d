/// Feature contracts, datasets and the model registry on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.models;

import org.jspecify.annotations.NullMarked;
