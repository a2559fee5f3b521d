package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.measures.TimeSplit;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.TrainingSet;
import java.util.List;

/// Which rows candidates are compared on, and which the chosen one is judged by.
///
/// @param all what the model that is served learns from
record Division(Rows all, Rows compared, Rows judged, ModelCard.Split split) {

    sealed interface Outcome {
        record Made(Division division) implements Outcome {}

        record Refused(List<String> reasons) implements Outcome {}
    }

    static Outcome of(TrainingSet set, Rows rows, int folds) {
        var times = set.times();
        if (times.isEmpty()) {
            return new Outcome.Made(
                    new Division(rows, rows, rows, new ModelCard.Split.CrossValidation(folds)));
        }
        return switch (TimeSplit.of(times, rows.positive())) {
            case TimeSplit.Outcome.Impossible(var reasons) -> new Outcome.Refused(reasons);
            case TimeSplit.Outcome.Parted(var from, var earlier, var later) ->
                    new Outcome.Made(
                            new Division(
                                    rows,
                                    rows.at(earlier),
                                    rows.at(later),
                                    new ModelCard.Split.OutOfTime(from, later.length, folds)));
        };
    }

    /// How often the chosen candidate is fitted after the comparison.
    int finalFits() {
        return switch (split) {
            case ModelCard.Split.CrossValidation _ -> 1;
            case ModelCard.Split.OutOfTime _ -> 2;
        };
    }
}
