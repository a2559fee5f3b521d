/// Contracts, datasets and the models that answer.
@NullMarked
package io.holdfast.adapters.web.models;

import org.jspecify.annotations.NullMarked;
