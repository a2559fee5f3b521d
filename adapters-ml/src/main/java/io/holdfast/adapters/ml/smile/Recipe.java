package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.compiled.RawModel;

/// One way of fitting a model. A recipe may give several variants of one fit at hardly any cost,
/// such as the first 100 and the first 200 of its trees.
interface Recipe {

    /// The hyper-parameters of a variant, readable.
    String settings(int variant);

    int variants();

    /// Expected cost of a fit relative to others, for progress only.
    double effort();

    /// Fits to the rows, which must have both classes and a feature that varies; the same rows and
    /// seed give the same model.
    Fit fit(Rows rows, long seed, Stop stop);

    /// A fitted recipe.
    interface Fit {
        /// Raw scores `[variant][row]`.
        double[][] raw(double[][] x);

        /// The compiled form of a variant, with the training rows counted in it.
        RawModel compile(int variant);

        /// Smile's own answer for the training rows, as probabilities.
        double[] smileProbability(int variant);

        /// The compiled form's answer on the same scale.
        double probability(double raw);
    }
}
