package io.holdfast.adapters.ml.measures;

import io.holdfast.domain.models.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a reader of a card has to keep in mind, in sentences.
public final class Limits {

    static final int FEW_ROWS = 1_000;
    static final int FEW_OF_A_CLASS = 200;
    static final double MUCH_MISSING = 0.05;

    private Limits() {}

    public static List<String> of(
            ModelCard.Origin origin,
            ModelCard.Headline headline,
            List<ModelCard.Input> inputs,
            List<ModelCard.Slice> slices) {
        var limits = new ArrayList<String>();
        limits.add(
                switch (origin.split()) {
                    case ModelCard.Split.CrossValidation(int folds) ->
                            "Measured on %d random parts of the same data: how well the model does at a later time is not measured."
                                    .formatted(folds);
                    case ModelCard.Split.OutOfTime(var from, int judged, int _) ->
                            String.format(
                                    Locale.ROOT,
                                    "Measured on the %,d rows from %s on, by a model that had seen the earlier ones only; the model that is served has learned from all rows.",
                                    judged,
                                    from);
                });
        if (origin.leakageAllowed()) {
            limits.add(
                    "The check for features that tell the label was overridden: the figures may be better than the model is.");
        }
        if (headline.rows() < FEW_ROWS) {
            limits.add(
                    String.format(
                            Locale.ROOT,
                            "Measured on %,d rows only: the ROC AUC is known to within %.3f to %.3f.",
                            headline.rows(),
                            headline.low().rocAuc(),
                            headline.high().rocAuc()));
        }
        int fewer = Math.min(headline.positives(), headline.rows() - headline.positives());
        if (fewer < FEW_OF_A_CLASS) {
            limits.add(
                    String.format(
                            Locale.ROOT,
                            "Only %,d of the rows %s the label: precision and recall are uncertain.",
                            fewer,
                            fewer == headline.positives() ? "have" : "lack"));
        }
        for (var input : inputs) {
            if (input.missingShare() > MUCH_MISSING) {
                limits.add(
                        String.format(
                                Locale.ROOT,
                                "%s is missing in %.0f %% of the rows.",
                                input.name(),
                                100 * input.missingShare()));
            }
        }
        for (var slice : slices) {
            if (slice.standsOut()) {
                limits.add(
                        String.format(
                                Locale.ROOT,
                                "%s = %s: %.1f %% predicted, %.1f %% observed in %,d rows; more than chance explains.",
                                slice.feature(),
                                slice.value(),
                                100 * slice.meanPredicted(),
                                100 * slice.positiveRate(),
                                slice.rows()));
            }
        }
        return limits;
    }
}
