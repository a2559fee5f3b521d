/// The form in which models are stored, served and explained; knows nothing of how they were
/// trained.
@NullMarked
package io.holdfast.adapters.ml.compiled;

import org.jspecify.annotations.NullMarked;
