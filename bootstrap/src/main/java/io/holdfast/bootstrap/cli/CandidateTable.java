package io.holdfast.bootstrap.cli;

import io.holdfast.domain.models.CandidateResult;
import io.holdfast.domain.models.ModelCard;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
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

    /// What the first of them is worth, on rows that it had not seen, and how sure that is.
    static void printJudgement(PrintWriter out, ModelCard card) {
        var headline = card.headline();
        out.println();
        switch (card.origin().split()) {
            case ModelCard.Split.CrossValidation(int folds) ->
                    out.printf(
                            Locale.ROOT,
                            "The first, on all %,d rows, each judged by models that had not seen"
                                    + " its fold of %d:%n",
                            headline.rows(),
                            folds);
            case ModelCard.Split.OutOfTime(var from, int judged, int _) ->
                    out.printf(
                            Locale.ROOT,
                            "The table compares by the rows before %s. The first, on the %,d rows"
                                    + " from then on, which it had not seen:%n",
                            from.truncatedTo(ChronoUnit.SECONDS),
                            judged);
        }
        var estimate = headline.estimate();
        var low = headline.low();
        var high = headline.high();
        print(out, "ROC AUC", estimate.rocAuc(), low.rocAuc(), high.rocAuc());
        print(out, "PR AUC", estimate.prAuc(), low.prAuc(), high.prAuc());
        print(out, "log loss", estimate.logLoss(), low.logLoss(), high.logLoss());
        print(out, "Brier", estimate.brier(), low.brier(), high.brier());
        print(
                out,
                "ECE",
                estimate.calibrationError(),
                low.calibrationError(),
                high.calibrationError());
        print(out, "accuracy", estimate.accuracy(), low.accuracy(), high.accuracy());
        out.println();
    }

    private static void print(
            PrintWriter out, String measure, double estimate, double low, double high) {
        out.printf(
                Locale.ROOT,
                "  %-8s %7.4f   95 %% interval %.4f to %.4f%n",
                measure,
                estimate,
                low,
                high);
    }
}
