package io.holdfast.adapters.ml;

import io.holdfast.adapters.ml.compiled.Artefact;
import io.holdfast.adapters.ml.smile.ChiSquareSampleRatio;
import io.holdfast.adapters.ml.smile.SmileTrainer;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.rollout.SampleRatioTest;

/// The way into this module.
public final class MlAdapter {

    private MlAdapter() {}

    /// @param threads how many fits run side by side; changes the time, never the result
    public static ModelTrainer trainer(int threads) {
        return new SmileTrainer(threads);
    }

    public static ModelLoader loader() {
        return Artefact::read;
    }

    public static SampleRatioTest sampleRatioTest() {
        return new ChiSquareSampleRatio();
    }
}
