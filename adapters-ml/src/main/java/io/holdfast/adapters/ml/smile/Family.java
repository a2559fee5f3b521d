package io.holdfast.adapters.ml.smile;

import java.util.List;

/// What competes in a comparison.
sealed interface Family {

    String algorithm();

    /// The recipes of one algorithm, among which the best is searched.
    record Single(String algorithm, List<Recipe> recipes) implements Family {}

    /// The mean of two families' log-odds, each with its own best recipe; needs no further fits.
    record Average(String algorithm, Single left, Single right) implements Family {}
}
