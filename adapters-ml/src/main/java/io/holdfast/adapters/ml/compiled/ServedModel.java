package io.holdfast.adapters.ml.compiled;

import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;

/// A raw model with its calibration, bound to a contract.
public final class ServedModel implements CompiledModel {

    /// Below this distance from the mean the curve of the calibration counts as straight.
    private static final double STRAIGHT = 1e-9;

    private final ContractId contract;
    private final RawModel model;
    private final Calibration calibration;
    private final double mean;

    public ServedModel(ContractId contract, RawModel model, Calibration calibration) {
        this.contract = contract;
        this.model = model;
        this.calibration = calibration;
        this.mean = model.mean();
    }

    @Override
    public ContractId contract() {
        return contract;
    }

    RawModel model() {
        return model;
    }

    Calibration calibration() {
        return calibration;
    }

    /// @throws IllegalArgumentException when the row has another width than the contract
    @Override
    public double score(double[] features) {
        requireWidth(features);
        return calibration.probability(model.raw(features));
    }

    /// Shapley values of the raw score, brought to the log-odds of the probability that was
    /// answered. A Platt curve scales them exactly. Where the calibration bends (isotonic, or at
    /// the margin), all are scaled by one factor, the slope of the chord from the mean score to
    /// this one: signs, order and shares stay as they are.
    @Override
    public Explanation explain(double[] features) {
        requireWidth(features);
        var values = model.contributions(features);
        double moved = 0;
        for (double value : values) {
            moved += value;
        }
        double base = Calibration.clip(calibration.logOdds(mean));
        double total = Calibration.clip(calibration.logOdds(model.raw(features)));
        double factor = Math.abs(moved) > STRAIGHT ? (total - base) / moved : 0;
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return new Explanation(Math.abs(moved) > STRAIGHT ? base : total, values);
    }

    private void requireWidth(double[] features) {
        if (features.length != model.features()) {
            throw new IllegalArgumentException(
                    "contract "
                            + contract
                            + " has "
                            + model.features()
                            + " features, not "
                            + features.length);
        }
    }
}
