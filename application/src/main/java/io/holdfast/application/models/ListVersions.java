package io.holdfast.application.models;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.ModelQueries;
import io.holdfast.domain.models.ModelVersion;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.RolloutQueries;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// The versions of a contract's model, and what each of them is used for now.
public final class ListVersions {

    public static final int MAX_LIMIT = 1_000;

    /// @param before versions with a number below this one; `Integer.MAX_VALUE` for the newest
    public record Command(String contractName, int before, int limit) {
        public Command {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit: 1 to " + MAX_LIMIT);
            }
        }
    }

    public sealed interface Outcome {
        /// Newest first; none where the contract has no version.
        record Listed(List<Entry> entries) implements Outcome {}

        record UnknownContract(String name) implements Outcome {}
    }

    /// @param features of the contract version that it takes
    /// @param share of the entities that it answers for, 0 to 1
    public record Entry(ModelVersion version, int features, Use use, double share) {}

    /// What a version is used for.
    public enum Use {
        PRODUCTION,
        STAGING,
        /// Scores along without being answered.
        SHADOW,
        ARCHIVED
    }

    private final ModelQueries models;
    private final FeatureContracts contracts;
    private final RolloutQueries rollouts;

    public ListVersions(ModelQueries models, FeatureContracts contracts, RolloutQueries rollouts) {
        this.models = models;
        this.contracts = contracts;
        this.rollouts = rollouts;
    }

    public Outcome list(Command command) {
        var name = command.contractName();
        if (contracts.latest(name).isEmpty()) {
            return new Outcome.UnknownContract(name);
        }
        var rollout = rollouts.find(name);
        var features = new HashMap<ContractId, Integer>();
        return new Outcome.Listed(
                models.versions(name, command.before(), command.limit()).stream()
                        .map(version ->
                                entry(
                                        version,
                                        features.computeIfAbsent(
                                                version.contract(), this::features),
                                        rollout))
                        .toList());
    }

    private int features(ContractId contract) {
        return contracts.find(contract).orElseThrow().features().size();
    }

    private static Entry entry(ModelVersion version, int features, Optional<Rollout> rollout) {
        int number = version.number();
        return new Entry(
                version,
                features,
                rollout.map(current -> useOf(number, current)).orElse(Use.ARCHIVED),
                rollout.map(current -> current.shareOf(number)).orElse(0.0));
    }

    private static Use useOf(int number, Rollout rollout) {
        if (rollout.shadows().contains(number)) {
            return Use.SHADOW;
        }
        return switch (rollout.stageOf(number)) {
            case PRODUCTION -> Use.PRODUCTION;
            case STAGING -> Use.STAGING;
            case ARCHIVED -> Use.ARCHIVED;
        };
    }
}
