package io.holdfast.domain.models;

/// How one candidate did in cross-validation.
///
/// @param algorithm such as `logistic regression`
/// @param settings its hyper-parameters, readable
/// @param seconds of training and predicting over all folds
public record CandidateResult(String algorithm, String settings, Metrics metrics, double seconds) {}
