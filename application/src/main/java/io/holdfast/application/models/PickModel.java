package io.holdfast.application.models;

import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelVersion;
import java.util.Optional;

/// Fetches one version of a contract's model for work apart from the server's.
public final class PickModel {

    public record Command(String contractName, Choice choice) {}

    public sealed interface Choice {
        /// The version that answers clients.
        record InProduction() implements Choice {}

        /// Any version that is registered.
        record Numbered(int number) implements Choice {}
    }

    public sealed interface Outcome {
        record Picked(ServedModel model) implements Outcome {}

        record UnknownContract(String name) implements Outcome {}

        record NothingInProduction(String contractName) implements Outcome {}

        record UnknownVersion(String contractName, int number) implements Outcome {}

        /// The version's artefact cannot be loaded.
        record Unusable(ModelVersion version, String reason) implements Outcome {}
    }

    private final ModelRegistry registry;
    private final FeatureContracts contracts;
    private final ModelLoader loader;

    public PickModel(ModelRegistry registry, FeatureContracts contracts, ModelLoader loader) {
        this.registry = registry;
        this.contracts = contracts;
        this.loader = loader;
    }

    public Outcome pick(Command command) {
        var name = command.contractName();
        if (contracts.latest(name).isEmpty()) {
            return new Outcome.UnknownContract(name);
        }
        return switch (command.choice()) {
            case Choice.InProduction() ->
                    inProduction(name)
                            .map(this::load)
                            .orElseGet(() -> new Outcome.NothingInProduction(name));
            case Choice.Numbered(int number) ->
                    registry.find(name, number)
                            .map(this::load)
                            .orElseGet(() -> new Outcome.UnknownVersion(name, number));
        };
    }

    private Optional<ModelVersion> inProduction(String name) {
        return registry.production().stream()
                .filter(version -> version.contract().name().equals(name))
                .findFirst();
    }

    private Outcome load(ModelVersion version) {
        var contract = contracts.find(version.contract());
        var artefact = registry.artefact(version.contract().name(), version.number());
        if (contract.isEmpty() || artefact.isEmpty()) {
            return new Outcome.Unusable(version, "has no contract or artefact");
        }
        return switch (loader.load(artefact.get())) {
            case ModelLoader.Outcome.Loaded(var model)
                    when !model.contract().equals(version.contract()) ->
                    new Outcome.Unusable(
                            version, "its artefact is of contract " + model.contract());
            case ModelLoader.Outcome.Loaded(var model) ->
                    new Outcome.Picked(new ServedModel(version, contract.get(), model));
            case ModelLoader.Outcome.Unusable(var reason) -> new Outcome.Unusable(version, reason);
        };
    }
}
