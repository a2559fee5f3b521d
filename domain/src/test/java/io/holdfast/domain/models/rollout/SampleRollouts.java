package io.holdfast.domain.models.rollout;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.rollout.Deployment.Before;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Rollouts over the versions 1 to 4 of a model, and changes of them.
public final class SampleRollouts {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private SampleRollouts() {}

    public static Rollout first(ContractId contract) {
        return Rollout.first(contract, 1, "salt of " + contract);
    }

    /// One that differs in every part from the first, but for the contract's name.
    public static Rollout manifold(ContractId contract) {
        return new Rollout(
                contract,
                2,
                List.of(new Rollout.Arm(3, 0.1 + 0.2), new Rollout.Arm(1, 1e-7)),
                List.of(4),
                "another, \"quoted\" salt",
                new Steering.Experimenting(new UUID(7, 7)),
                2);
    }

    /// Every kind of steering, one of them with limits that are not finite.
    public static Stream<Steering> steerings() {
        var unlimited =
                new Ramp(
                        List.of(0.1, 0.7),
                        Duration.ofNanos(1),
                        Integer.MAX_VALUE,
                        Ramp.LEAST_LABELS,
                        Double.POSITIVE_INFINITY,
                        new Ramp.Guardrails(1, Double.POSITIVE_INFINITY, 1, 1e-9),
                        Duration.ofDays(400).plusNanos(1));
        return Stream.of(
                new Steering.Manual(),
                new Steering.Experimenting(new UUID(-1, 1)),
                new Steering.Ramping(Ramp.standard(), 2, NOON, NOON.plusNanos(1)),
                new Steering.Ramping(unlimited, 0, Instant.EPOCH, NOON));
    }

    /// The first change of a contract.
    public static Deployment began(long id, Rollout to) {
        return change(id, new Before.Nothing(), to, NOON);
    }

    /// `to` as the revision that follows `from`, a minute later for each revision.
    public static Deployment changed(long id, Rollout from, Rollout to) {
        var next = to.asRevision(from.revision() + 1);
        return change(id, new Before.Was(from), next, NOON.plusSeconds(60 * from.revision()));
    }

    private static Deployment change(long id, Before from, Rollout to, Instant at) {
        return new Deployment(
                new UUID(0x7000L, id),
                Deployment.Kind.SWITCHED,
                from,
                to,
                "ada",
                "because, \"as they say\"",
                at);
    }
}
