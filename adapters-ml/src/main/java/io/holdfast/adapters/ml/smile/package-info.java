/// Training and cross-validation; the only place that knows Smile.
@NullMarked
package io.holdfast.adapters.ml.smile;

import org.jspecify.annotations.NullMarked;
