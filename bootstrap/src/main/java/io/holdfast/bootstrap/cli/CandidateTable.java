package io.holdfast.bootstrap.cli;

import io.holdfast.domain.models.CandidateResult;
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
}
