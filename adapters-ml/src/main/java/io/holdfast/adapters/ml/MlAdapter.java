package io.holdfast.adapters.ml;

import io.holdfast.adapters.ml.compiled.Artefact;
import io.holdfast.adapters.ml.compiled.FullTrees;
import io.holdfast.adapters.ml.smile.ChiSquareSampleRatio;
import io.holdfast.adapters.ml.smile.IsolationForestDetector;
import io.holdfast.adapters.ml.smile.SmileTrainer;
import io.holdfast.adapters.ml.smile.TwinForest;
import io.holdfast.domain.ingestion.quality.AnomalyDetector;
import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.rollout.SampleRatioTest;
import java.util.function.IntToDoubleFunction;

/// The way into this module.
public final class MlAdapter {

    /// One forest in Smile's form and in ours. Both functions score the row with a number below
    /// `rows`, alone.
    public record Twins(int rows, IntToDoubleFunction smile, IntToDoubleFunction compiled) {}

    private MlAdapter() {}

    /// @param threads how many fits run side by side; changes the time, never the result
    public static ModelTrainer trainer(int threads) {
        return new SmileTrainer(threads);
    }

    public static ModelLoader loader() {
        return Artefact::read;
    }

    /// Records that are strange as a whole.
    public static AnomalyDetector anomalyDetector() {
        return new IsolationForestDetector();
    }

    public static SampleRatioTest sampleRatioTest() {
        return new ChiSquareSampleRatio();
    }

    /// A forest on made-up rows, for measuring the two forms against each other.
    public static Twins twins(int trees, int rows, long seed) {
        var forest = TwinForest.grow(trees, rows, seed);
        return new Twins(rows, forest::smile, forest::compiled);
    }

    /// Made-up trees that are full to the greatest depth there is, for measuring the worst case.
    public static CompiledModel fullTrees(int trees, int features, long seed) {
        return FullTrees.model(trees, features, seed);
    }
}
