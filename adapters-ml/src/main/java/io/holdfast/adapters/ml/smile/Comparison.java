package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.compiled.Calibration;
import io.holdfast.adapters.ml.measures.CalibrationFit;
import io.holdfast.adapters.ml.measures.Figures;
import io.holdfast.adapters.ml.smile.CrossValidation.Piece;
import io.holdfast.domain.models.CandidateResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/// Judges families by out-of-fold probabilities, where each fold is scored with settings and a
/// calibration chosen without it.
final class Comparison {

    private final Rows rows;
    private final CrossValidation validation;
    private final double threshold;

    /// A recipe's variant.
    record Setting(Recipe recipe, int variant) {
        String text() {
            return recipe.settings(variant);
        }
    }

    /// What a family is served with.
    ///
    /// @param settings one, or two for an average
    record Choice(List<Setting> settings, Calibration calibration) {}

    /// A family's figures, the out-of-fold probabilities they are of, and the choice made on all
    /// folds for the final fit.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Judged(CandidateResult result, double[] probability, Choice choice) {}

    Comparison(Rows rows, CrossValidation validation, double threshold) {
        this.rows = rows;
        this.validation = validation;
        this.threshold = threshold;
    }

    /// Best first, by log loss.
    List<Judged> judge(List<Family> families) {
        return families.stream()
                .map(this::judge)
                .sorted(Comparator.comparingDouble(j -> j.result().metrics().logLoss()))
                .toList();
    }

    private Judged judge(Family family) {
        var probability = new double[rows.size()];
        for (int k = 0; k < validation.folds(); k++) {
            int fold = k;
            var choice = choose(family, recipe -> validation.inner(recipe, fold));
            var raw =
                    raw(choice.settings(), recipe -> List.of(validation.outer(recipe, fold)))
                            .getFirst();
            var judged = validation.rowsOfFold(fold);
            for (int i = 0; i < judged.length; i++) {
                probability[judged[i]] = choice.calibration().probability(raw.raw()[i]);
            }
        }
        var choice =
                choose(
                        family,
                        recipe -> {
                            var pieces = new ArrayList<Piece>();
                            for (int k = 0; k < validation.folds(); k++) {
                                pieces.add(validation.outer(recipe, k));
                            }
                            return pieces;
                        });
        var result =
                new CandidateResult(
                        family.algorithm(),
                        text(choice),
                        Figures.of(probability, rows.positive(), threshold),
                        seconds(family));
        return new Judged(result, probability, choice);
    }

    private static String text(Choice choice) {
        var settings = String.join("; ", choice.settings().stream().map(Setting::text).toList());
        return settings
                + switch (choice.calibration()) {
                    case Calibration.Platt _ -> "; Platt calibration";
                    case Calibration.Isotonic _ -> "; isotonic calibration";
                };
    }

    private double seconds(Family family) {
        return switch (family) {
            case Family.Single single ->
                    single.recipes().stream().mapToDouble(validation::seconds).sum();
            case Family.Average(_, Family.Single left, Family.Single right) ->
                    seconds(left) + seconds(right);
        };
    }

    private Choice choose(Family family, Function<Recipe, List<Piece>> pieces) {
        var known = new HashMap<Recipe, List<Piece>>();
        Function<Recipe, List<Piece>> scored = recipe -> known.computeIfAbsent(recipe, pieces);
        var settings =
                switch (family) {
                    case Family.Single single -> List.of(best(single, scored));
                    case Family.Average(_, Family.Single left, Family.Single right) ->
                            List.of(best(left, scored), best(right, scored));
                };
        return new Choice(settings, CalibrationFit.choose(raw(settings, scored)));
    }

    private Setting best(Family.Single family, Function<Recipe, List<Piece>> scored) {
        var best = new Setting(family.recipes().getFirst(), 0);
        double least = Double.POSITIVE_INFINITY;
        for (var recipe : family.recipes()) {
            for (int v = 0; v < recipe.variants(); v++) {
                var setting = new Setting(recipe, v);
                double loss = CalibrationFit.lossAfterPlatt(raw(List.of(setting), scored));
                if (loss < least) {
                    least = loss;
                    best = setting;
                }
            }
        }
        return best;
    }

    /// The mean raw score of the settings, one group for each piece.
    private List<CalibrationFit.Group> raw(
            List<Setting> settings, Function<Recipe, List<Piece>> scored) {
        var groups = new ArrayList<CalibrationFit.Group>();
        var first = scored.apply(settings.getFirst().recipe());
        for (int p = 0; p < first.size(); p++) {
            var members = first.get(p).rows();
            var raw = new double[members.length];
            var positive = new boolean[members.length];
            for (var setting : settings) {
                var own = scored.apply(setting.recipe()).get(p).raw()[setting.variant()];
                for (int i = 0; i < raw.length; i++) {
                    raw[i] += own[i] / settings.size();
                }
            }
            for (int i = 0; i < raw.length; i++) {
                positive[i] = rows.positive()[members[i]];
            }
            groups.add(new CalibrationFit.Group(raw, positive));
        }
        return groups;
    }
}
