/// Figures of merit, folds, calibration and the leakage gate: statistics without a model library.
@NullMarked
package io.holdfast.adapters.ml.measures;

import org.jspecify.annotations.NullMarked;
