/// Feature contracts, tables and datasets, training, compiled models, the registry of versions.
@NullMarked
package io.holdfast.domain.models;

import org.jspecify.annotations.NullMarked;
