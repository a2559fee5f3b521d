package io.holdfast.adapters.web;

import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;

/// A logistic model: a base value, and a weight for each feature of the contract.
final class SampleModel implements CompiledModel {

    private final ContractId contract;
    private final double base;
    private final double[] weights;

    SampleModel(ContractId contract, double base, double... weights) {
        this.contract = contract;
        this.base = base;
        this.weights = weights.clone();
    }

    @Override
    public ContractId contract() {
        return contract;
    }

    @Override
    public double score(double[] features) {
        return 1 / (1 + Math.exp(-explain(features).total()));
    }

    @Override
    public Explanation explain(double[] features) {
        var values = new double[weights.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(features[i]) ? 0 : weights[i] * features[i];
        }
        return new Explanation(base, values);
    }
}
