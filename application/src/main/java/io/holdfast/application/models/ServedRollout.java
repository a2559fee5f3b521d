package io.holdfast.application.models;

import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.rollout.Rollout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A contract's rollout with its versions in memory. A request holds on to one from beginning to
/// end.
///
/// @param models by number; the champion is always there, another version may be missing because it
///   cannot be loaded
public record ServedRollout(Rollout rollout, Map<Integer, ServedModel> models) {

    public ServedRollout {
        models = Map.copyOf(models);
        if (!models.containsKey(rollout.champion())) {
            throw new IllegalArgumentException("the champion is not in memory");
        }
    }

    /// The contract of every version that answers.
    public FeatureContract contract() {
        return champion().contract();
    }

    public ServedModel champion() {
        return answering(rollout.champion());
    }

    /// The version with this number; it must be one of the rollout's.
    public ServedModel answering(int number) {
        return Objects.requireNonNull(models.get(number));
    }

    public Optional<ServedModel> version(int number) {
        return Optional.ofNullable(models.get(number));
    }

    /// One of the versions for everybody; empty where it is not in memory.
    public Optional<ServedRollout> only(int number) {
        return version(number)
                .map(model ->
                        new ServedRollout(
                                rollout.split(List.of(new Rollout.Arm(number, 1)), List.of()),
                                models));
    }

    /// Those of the shadows that could be loaded.
    public List<ServedModel> shadows() {
        return rollout.shadows().stream().flatMap(number -> version(number).stream()).toList();
    }
}
