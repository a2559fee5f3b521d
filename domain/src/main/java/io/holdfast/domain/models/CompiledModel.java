package io.holdfast.domain.models;

/// A model in the form that is served: immutable, safe for any number of threads, no allocation per
/// score.
public interface CompiledModel {

    /// The contract whose vectors it takes.
    ContractId contract();

    /// The calibrated probability of the label for one encoded row, in the contract's order. `NaN`
    /// in a feature takes the model's path for missing values.
    double score(double[] features);

    /// Exact Shapley values (path-dependent for trees) of one row, in log-odds of the calibrated
    /// probability: `base + sum(values)` is the log-odds of `score(features)` within 1e-6.
    Explanation explain(double[] features);
}
