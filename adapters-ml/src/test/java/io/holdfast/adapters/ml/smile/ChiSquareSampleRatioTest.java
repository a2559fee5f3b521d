package io.holdfast.adapters.ml.smile;

import io.holdfast.domain.models.rollout.SampleRatioTest;
import io.holdfast.domain.models.rollout.SampleRatioTestContract;

class ChiSquareSampleRatioTest implements SampleRatioTestContract {

    @Override
    public SampleRatioTest sampleRatio() {
        return new ChiSquareSampleRatio();
    }
}
