package io.holdfast.adapters.web;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ContractDocuments;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.SampleContracts;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes contracts in the form that the API document describes, as far as it needs to; reads name
/// and version of one, and takes it for the tiny contract.
final class SampleDocuments implements ContractDocuments {

    @Override
    public Outcome read(byte[] content) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(content);
        } catch (JacksonException _) {
            return new Outcome.Unreadable("is not valid JSON");
        }
        if (!root.path("name").isString()) {
            return new Outcome.Invalid(List.of(Violation.at("name", "must be a text")));
        }
        var contract = SampleContracts.tiny(root.path("name").asString(), 1);
        return root.has("version")
                ? new Outcome.Complete(contract.withVersion(root.path("version").asInt()))
                : new Outcome.Versionless(contract);
    }

    @Override
    public String write(FeatureContract contract) {
        var root = JsonMapper.shared().createObjectNode();
        root.put("name", contract.id().name()).put("version", contract.id().version());
        root.put("title", contract.title()).put("identifier", contract.identifier());
        root.putObject("label")
                .put("column", contract.label().column())
                .put("positive", contract.label().positive())
                .put("negative", contract.label().negative());
        var features = root.putArray("features");
        for (var feature : contract.features()) {
            features.addObject()
                    .put("name", feature.name())
                    .put("type", type(feature))
                    .put("absent", "refused")
                    .put("blank", "refused");
        }
        var bands = root.putArray("riskBands");
        contract.risk()
                .bands()
                .forEach(band ->
                        bands.addObject().put("name", band.name()).put("from", band.from()));
        root.put("decisionThreshold", contract.decisionThreshold());
        root.putObject("advice").put("choice", "all").putArray("rules");
        root.putArray("floors");
        var ignored = root.putArray("ignored");
        contract.ignored().forEach(ignored::add);
        return root.toString();
    }

    private static String type(Feature feature) {
        return switch (feature) {
            case Feature.Numeric _ -> "number";
            case Feature.Categorical _ -> "category";
            case Feature.Flag _ -> "flag";
        };
    }
}
