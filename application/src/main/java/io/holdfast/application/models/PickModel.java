package io.holdfast.application.models;

import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.rollout.Rollouts;

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

        /// There is no such version, or it cannot be loaded.
        record Unfit(String reason) implements Outcome {}
    }

    private final Rollouts rollouts;
    private final FeatureContracts contracts;
    private final VersionLoader loader;

    public PickModel(
            Rollouts rollouts,
            ModelRegistry registry,
            FeatureContracts contracts,
            ModelLoader loader) {
        this.rollouts = rollouts;
        this.contracts = contracts;
        this.loader = new VersionLoader(registry, contracts, loader);
    }

    public Outcome pick(Command command) {
        var name = command.contractName();
        if (contracts.latest(name).isEmpty()) {
            return new Outcome.UnknownContract(name);
        }
        return switch (command.choice()) {
            case Choice.InProduction() ->
                    rollouts.find(name)
                            .map(rollout -> load(name, rollout.champion()))
                            .orElseGet(() -> new Outcome.NothingInProduction(name));
            case Choice.Numbered(int number) -> load(name, number);
        };
    }

    private Outcome load(String name, int number) {
        return switch (loader.load(name, number)) {
            case VersionLoader.Outcome.Loaded(var model) -> new Outcome.Picked(model);
            case VersionLoader.Outcome.Unfit(var reason) -> new Outcome.Unfit(reason);
        };
    }
}
