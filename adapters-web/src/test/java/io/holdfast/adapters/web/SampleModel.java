package io.holdfast.adapters.web;

import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;

/// A logistic model of the tiny contract: charge, plan, paperless.
record SampleModel(ContractId contract) implements CompiledModel {

    private static final double BASE = -1;
    private static final double[] WEIGHTS = {0.01, 0.5, 0.3};

    @Override
    public double score(double[] features) {
        return 1 / (1 + Math.exp(-explain(features).total()));
    }

    @Override
    public Explanation explain(double[] features) {
        var values = new double[WEIGHTS.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(features[i]) ? 0 : WEIGHTS[i] * features[i];
        }
        return new Explanation(BASE, values);
    }
}
