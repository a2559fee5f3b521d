package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.measures.Bootstrap;
import io.holdfast.adapters.ml.measures.Curves;
import io.holdfast.adapters.ml.measures.Importance;
import io.holdfast.adapters.ml.measures.Limits;
import io.holdfast.adapters.ml.measures.Slices;
import io.holdfast.domain.models.CandidateResult;
import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.ModelCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Puts the card of a trained model together.
final class CardWriter {

    /// A customer who leaves costs five times what a needless contact costs; the ratio is the
    /// card's, and a reader with better figures reads another threshold from the same table.
    private static final ModelCard.Costs COSTS = new ModelCard.Costs(5, 1);

    private CardWriter() {}

    /// @param rows that were trained on
    /// @param judged rows that were not, with the chosen candidate's `probability` for each
    /// @param threshold from which the answer is "yes"
    static ModelCard write(
            ModelCard.Origin origin,
            CompiledModel model,
            List<CandidateResult> candidates,
            Rows rows,
            Rows judged,
            double[] probability,
            double threshold,
            long began) {
        var positive = judged.positive();
        var headline = Bootstrap.headline(probability, positive, threshold, origin.seed());
        var importance = Importance.of(model, rows.x(), origin.seed());
        var curves = new Curves(probability, positive);
        var slices =
                new Slices(judged.features(), judged.x(), probability, positive)
                        .byImportance(importance);
        var inputs = inputs(rows, importance);
        return new ModelCard(
                origin,
                candidates,
                headline,
                inputs,
                Math.min(rows.size(), Importance.MAX_ROWS),
                curves.roc(),
                curves.precisionRecall(),
                curves.calibration(),
                COSTS,
                curves.thresholds(),
                slices,
                Limits.of(origin, headline, inputs, slices),
                (System.nanoTime() - began) / 1e9);
    }

    private static List<ModelCard.Input> inputs(Rows rows, double[] importance) {
        var inputs = new ArrayList<ModelCard.Input>();
        for (int i = 0; i < importance.length; i++) {
            int f = i;
            var feature = rows.features().get(f);
            long missing = Arrays.stream(rows.x()).filter(row -> Double.isNaN(row[f])).count();
            inputs.add(
                    new ModelCard.Input(
                            feature.name(),
                            kind(feature),
                            (double) missing / rows.size(),
                            importance[f]));
        }
        return inputs;
    }

    private static ModelCard.Kind kind(Feature feature) {
        return switch (feature) {
            case Feature.Numeric _ -> ModelCard.Kind.NUMBER;
            case Feature.Categorical _ -> ModelCard.Kind.CATEGORY;
            case Feature.Flag _ -> ModelCard.Kind.FLAG;
        };
    }
}
