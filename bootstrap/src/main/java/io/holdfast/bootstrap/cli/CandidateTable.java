package io.holdfast.bootstrap.cli;

import io.holdfast.domain.models.CandidateResult;
import io.holdfast.domain.models.ModelCard;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// The candidates of a training beside each other, best first.
final class CandidateTable {

    private CandidateTable() {}

    static void print(PrintWriter out, List<CandidateResult> candidates) {
        out.printf(
                "%-34s %8s %8s %9s %8s %8s %9s %9s  %s%n",
                "candidate",
                "ROC AUC",
                "PR AUC",
                "log loss",
                "Brier",
                "ECE",
                "accuracy",
                "seconds",
                "settings");
        for (var candidate : candidates) {
            var metrics = candidate.metrics();
            out.printf(
                    Locale.ROOT,
                    "%-34s %8.4f %8.4f %9.4f %8.4f %8.4f %9.4f %9.1f  %s%n",
                    candidate.algorithm(),
                    metrics.rocAuc(),
                    metrics.prAuc(),
                    metrics.logLoss(),
                    metrics.brier(),
                    metrics.calibrationError(),
                    metrics.accuracy(),
                    candidate.seconds(),
                    candidate.settings());
        }
    }

    /// How sure the chosen candidate's figures are.
    static void printIntervals(PrintWriter out, ModelCard.Headline headline) {
        var low = headline.low();
        var high = headline.high();
        out.printf(
                Locale.ROOT,
                "95 %% intervals of the first: ROC AUC %.4f to %.4f, PR AUC %.4f to %.4f,"
                        + " log loss %.4f to %.4f, Brier %.4f to %.4f, ECE %.4f to %.4f,"
                        + " accuracy %.4f to %.4f%n",
                low.rocAuc(),
                high.rocAuc(),
                low.prAuc(),
                high.prAuc(),
                low.logLoss(),
                high.logLoss(),
                low.brier(),
                high.brier(),
                low.calibrationError(),
                high.calibrationError(),
                low.accuracy(),
                high.accuracy());
    }
}
