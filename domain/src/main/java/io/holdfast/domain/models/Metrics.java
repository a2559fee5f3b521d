package io.holdfast.domain.models;

/// Figures of a probabilistic classifier on rows it was not trained on.
///
/// @param rocAuc area under the ROC curve; 0.5 for guessing
/// @param prAuc average precision
/// @param logLoss mean negative log likelihood in nats
/// @param brier mean squared error of the probability
/// @param calibrationError expected calibration error over ten equal-width bins
/// @param accuracy share of right answers at the contract's decision threshold
public record Metrics(
        double rocAuc,
        double prAuc,
        double logLoss,
        double brier,
        double calibrationError,
        double accuracy) {}
