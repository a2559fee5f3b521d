package io.holdfast.adapters.web.scoring.inference;

import io.holdfast.application.models.ServedModel;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import java.util.ArrayList;
import java.util.List;

/// What a model takes and answers, as tensors: one of `n` values for each feature, and one for the
/// identifier, which may be left out.
record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<Tensor> inputs,
        List<Tensor> outputs) {

    record Tensor(String name, String datatype, List<Integer> shape) {
        private static final int ANY = -1;

        static Tensor of(String name, String datatype) {
            return new Tensor(name, datatype, List.of(ANY));
        }
    }

    static final String PROBABILITY = "probability";
    static final String PREDICTION = "prediction";
    static final String RISK_LEVEL = "risk_level";
    static final List<Tensor> OUTPUTS =
            List.of(
                    Tensor.of(PROBABILITY, "FP64"),
                    Tensor.of(PREDICTION, "INT64"),
                    Tensor.of(RISK_LEVEL, "BYTES"));

    static ModelMetadata of(FeatureContract contract, List<ServedModel> versions) {
        var inputs = new ArrayList<Tensor>();
        inputs.add(Tensor.of(contract.identifier(), "BYTES"));
        for (var feature : contract.features()) {
            inputs.add(Tensor.of(feature.name(), datatype(feature)));
        }
        return new ModelMetadata(
                contract.id().name(),
                versions.stream().map(model -> "" + model.version().number()).toList(),
                "holdfast",
                inputs,
                OUTPUTS);
    }

    private static String datatype(Feature feature) {
        return switch (feature) {
            case Feature.Numeric numeric -> numeric.whole() ? "INT64" : "FP64";
            case Feature.Categorical _ -> "BYTES";
            case Feature.Flag _ -> "BOOL";
        };
    }
}
