package io.holdfast.application.models;

import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelVersion;
import io.holdfast.domain.models.Stage;

/// Brings a registered version into memory, or says why it cannot serve.
final class VersionLoader {

    sealed interface Outcome {
        /// As if archived; who serves it says what for.
        record Loaded(ServedModel model) implements Outcome {}

        record Unfit(String reason) implements Outcome {}
    }

    private final ModelRegistry registry;
    private final FeatureContracts contracts;
    private final ModelLoader loader;

    VersionLoader(ModelRegistry registry, FeatureContracts contracts, ModelLoader loader) {
        this.registry = registry;
        this.contracts = contracts;
        this.loader = loader;
    }

    Outcome load(String contractName, int number) {
        return registry.find(contractName, number)
                .map(this::load)
                .orElseGet(() ->
                        new Outcome.Unfit("%s has no version v%d".formatted(contractName, number)));
    }

    private Outcome load(ModelVersion version) {
        var name = version.contract().name();
        var contract = contracts.find(version.contract());
        var artefact = registry.artefact(name, version.number());
        if (contract.isEmpty() || artefact.isEmpty()) {
            return unfit(version, "it has no contract or artefact");
        }
        return switch (loader.load(artefact.get())) {
            case ModelLoader.Outcome.Loaded(var model)
                    when !model.contract().equals(version.contract()) ->
                    unfit(version, "its artefact is of contract " + model.contract());
            case ModelLoader.Outcome.Loaded(var model) ->
                    new Outcome.Loaded(
                            new ServedModel(version, Stage.ARCHIVED, contract.get(), model));
            case ModelLoader.Outcome.Unusable(var reason) -> unfit(version, reason);
        };
    }

    private static Outcome unfit(ModelVersion version, String reason) {
        return new Outcome.Unfit(
                "%s %s cannot be served: %s"
                        .formatted(version.contract().name(), version.label(), reason));
    }
}
