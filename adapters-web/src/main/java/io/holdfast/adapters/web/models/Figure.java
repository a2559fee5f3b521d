package io.holdfast.adapters.web.models;

import io.holdfast.domain.models.Metrics;

/// The figures of merit by the names the API gives them, and what a reader is told of each.
enum Figure {
    ROC_AUC("ROC AUC", "chance that a row with the label ranks above one without; 0.5 is guessing"),
    PR_AUC(
            "Average precision",
            "mean precision over all recalls; the share of rows with the label is guessing"),
    LOG_LOSS("Log loss", "mean surprise in nats; lower is better"),
    BRIER("Brier score", "mean squared error of the probability; lower is better"),
    CALIBRATION_ERROR(
            "Calibration error",
            "mean distance of promise and outcome over ten bins; chance alone keeps it above 0, and"
                    + " its interval lies high"),
    ACCURACY("Accuracy", "share of right answers at the contract's threshold");

    private final String title;
    private final String meaning;

    Figure(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    String title() {
        return title;
    }

    String meaning() {
        return meaning;
    }

    double of(Metrics metrics) {
        return switch (this) {
            case ROC_AUC -> metrics.rocAuc();
            case PR_AUC -> metrics.prAuc();
            case LOG_LOSS -> metrics.logLoss();
            case BRIER -> metrics.brier();
            case CALIBRATION_ERROR -> metrics.calibrationError();
            case ACCURACY -> metrics.accuracy();
        };
    }
}
