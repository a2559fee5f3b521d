package io.holdfast.application.models;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.rollout.Deployment.Kind;
import io.holdfast.domain.models.rollout.Ramp;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import io.holdfast.domain.models.rollout.Steering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// One way to change a rollout: what speaks against it, and what comes of it.
public sealed interface RolloutChange {

    /// This version for everybody. A ramp or an experiment ends.
    ///
    /// @param kind how the ledger calls it
    record Alone(int version, Kind kind) implements RolloutChange {
        @Override
        public Rollout decide(Rollout from, ContractId contract, String salt, Instant now) {
            return from.alone(version, contract, salt);
        }
    }

    /// The share of the one challenger. A ramp ends.
    record Canary(double share) implements RolloutChange {
        @Override
        public Kind kind() {
            return Kind.CANARY;
        }

        @Override
        public Rollout decide(Rollout from, ContractId contract, String salt, Instant now) {
            return from.challenged(from.challengers().getFirst().version(), share, salt);
        }
    }

    /// All arms in any order, and the shadows. The version in production stays it where it takes
    /// part, else the one with the greatest share follows. A ramp ends.
    ///
    /// @param arms their shares add up to 1
    record Traffic(List<Arm> arms, List<Integer> shadows) implements RolloutChange {
        @Override
        public Kind kind() {
            return Kind.SWITCHED;
        }

        @Override
        public Rollout decide(Rollout from, ContractId contract, String salt, Instant now) {
            return from.split(inOrder(from), shadows);
        }

        /// The champion first. Challengers that were there keep their places, so that those whose
        /// shares stay keep their entities.
        private List<Arm> inOrder(Rollout from) {
            var before = from.versions();
            var ordered = new ArrayList<>(arms);
            ordered.sort(
                    Comparator.comparingInt(
                                    (Arm arm) -> {
                                        int place = before.indexOf(arm.version());
                                        return place < 0 ? before.size() : place;
                                    })
                            .thenComparingInt(Arm::version));
            boolean stays = ordered.getFirst().version() == from.champion();
            if (!stays) {
                var greatest = Collections.max(ordered, Comparator.comparingDouble(Arm::share));
                ordered.remove(greatest);
                ordered.addFirst(greatest);
            }
            return ordered;
        }
    }

    /// The version becomes the only challenger, and its share grows by itself.
    record StartRamp(int version, Ramp ramp) implements RolloutChange {
        @Override
        public Kind kind() {
            return Kind.RAMP_STARTED;
        }

        @Override
        public Rollout decide(Rollout from, ContractId contract, String salt, Instant now) {
            return from.challenged(version, ramp.steps().getFirst(), salt)
                    .steeredBy(new Steering.Ramping(ramp, 0, now, now));
        }
    }

    /// The next share of a running ramp.
    record AdvanceRamp(Steering.Ramping ramping, int step) implements RolloutChange {
        @Override
        public Kind kind() {
            return Kind.RAMP_ADVANCED;
        }

        @Override
        public Rollout decide(Rollout from, ContractId contract, String salt, Instant now) {
            var ramp = ramping.ramp();
            return from.challenged(
                            from.challengers().getFirst().version(), ramp.steps().get(step), salt)
                    .steeredBy(new Steering.Ramping(ramp, step, ramping.startedAt(), now));
        }
    }

    /// Shares that stay until the experiment ends. All entities are dealt anew.
    record StartExperiment(List<Arm> arms, UUID experiment) implements RolloutChange {
        @Override
        public Kind kind() {
            return Kind.EXPERIMENT_STARTED;
        }

        @Override
        public Rollout decide(Rollout from, ContractId contract, String salt, Instant now) {
            return from.split(arms, from.shadows())
                    .salted(salt)
                    .steeredBy(new Steering.Experimenting(experiment));
        }
    }

    Kind kind();

    /// @param salt a new one, should all entities be dealt anew
    Rollout decide(Rollout from, ContractId contract, String salt, Instant now);

    /// Whether one version answers for everybody, so that it may take another contract version.
    default boolean isAlone() {
        return this instanceof Alone;
    }

    /// The versions that have to be fit.
    default List<Integer> newVersions(Rollout from) {
        return switch (this) {
            case Alone(var version, _) -> List.of(version);
            case Canary _, AdvanceRamp _ -> List.of();
            case StartRamp(var version, _) -> List.of(version);
            case StartExperiment(var arms, _) -> versions(arms);
            case Traffic(var arms, var shadows) -> {
                var all = new ArrayList<>(versions(arms));
                all.addAll(shadows);
                yield all;
            }
        };
    }

    /// What speaks against it as things are.
    default List<String> faults(Rollout from) {
        return switch (this) {
            case Canary _ when from.challengers().isEmpty() ->
                    List.of("no version is in staging; there is nothing to send a share to");
            case Canary _ when from.challengers().size() > 1 ->
                    List.of("several versions are in staging; say each share with switch-traffic");
            case Canary _, Traffic _, StartRamp _
                    when from.steering() instanceof Steering.Experimenting(var id) ->
                    List.of("experiment " + id + " is running; end it first");
            case StartRamp(var version, _) when version == from.champion() ->
                    List.of("v%d is in production already".formatted(version));
            case StartExperiment(var arms, _) -> experimentFaults(from, arms);
            case Alone _, Canary _, Traffic _, StartRamp _, AdvanceRamp _ -> List.of();
        };
    }

    private static List<String> experimentFaults(Rollout from, List<Arm> arms) {
        var faults = new ArrayList<String>();
        if (!(from.steering() instanceof Steering.Manual)) {
            faults.add("a ramp or an experiment is running; end it first");
        }
        if (arms.getFirst().version() != from.champion()) {
            faults.add("v%d is in production and has to take part".formatted(from.champion()));
        }
        return faults;
    }

    private static List<Integer> versions(List<Arm> arms) {
        return arms.stream().map(Arm::version).toList();
    }
}
