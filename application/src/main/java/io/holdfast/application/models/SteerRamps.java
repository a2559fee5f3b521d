package io.holdfast.application.models;

import io.holdfast.domain.models.rollout.ArmQueries;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Ramp;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollouts;
import io.holdfast.domain.models.rollout.Steering;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at every running ramp and does what its figures ask for. Meant to be called again and
/// again, on any node.
public final class SteerRamps {

    /// Who the ledger names.
    public static final String STEERED_BY = "ramp";

    private static final System.Logger LOG = System.getLogger(SteerRamps.class.getName());

    private static final Duration FRESH = Duration.ofSeconds(10);

    private record Decided(long revision, Instant at, Ramp.Decision decision) {}

    /// By the contract's name: at most one for each.
    private final Map<String, Decided> decided = new ConcurrentHashMap<>();

    private final Rollouts rollouts;
    private final ArmQueries figures;
    private final ChangeRollout changeRollout;
    private final InstantSource clock;

    public SteerRamps(
            Rollouts rollouts,
            ArmQueries figures,
            ChangeRollout changeRollout,
            InstantSource clock) {
        this.rollouts = rollouts;
        this.figures = figures;
        this.changeRollout = changeRollout;
        this.clock = clock;
    }

    public void steer() {
        for (var rollout : rollouts.all()) {
            if (rollout.steering() instanceof Steering.Ramping ramping) {
                try {
                    steer(rollout, ramping);
                } catch (RuntimeException e) {
                    // The others are steered all the same; this one is looked at again.
                    LOG.log(Level.ERROR, "the ramp of " + name(rollout) + " was not steered", e);
                }
            }
        }
    }

    /// What the ramp would do, and why, by figures that are at most as old as the time between two
    /// looks: who asks often does not make the database count often.
    public Ramp.Decision lastDecision(Rollout rollout, Steering.Ramping ramping) {
        var last = decided.get(name(rollout));
        if (last != null
                && last.revision() == rollout.revision()
                && clock.instant().isBefore(last.at().plus(FRESH))) {
            return last.decision();
        }
        return decide(rollout, ramping);
    }

    private static String name(Rollout rollout) {
        return rollout.contract().name();
    }

    private Ramp.Decision decide(Rollout rollout, Steering.Ramping ramping) {
        var decision = decideAnew(rollout, ramping);
        decided.put(name(rollout), new Decided(rollout.revision(), clock.instant(), decision));
        return decision;
    }

    private Ramp.Decision decideAnew(Rollout rollout, Steering.Ramping ramping) {
        int challenger = rollout.challengers().getFirst().version();
        var both =
                figures.figures(
                        rollout.contract().name(),
                        List.of(rollout.champion(), challenger),
                        ArmQueries.Window.since(ramping.startedAt()));
        return ramping.ramp().decide(ramping, both.getFirst(), both.getLast(), clock.instant());
    }

    private void steer(Rollout rollout, Steering.Ramping ramping) {
        int challenger = rollout.challengers().getFirst().version();
        switch (decide(rollout, ramping)) {
            case Ramp.Decision.Hold _ -> {
                // The next look decides again.
            }
            case Ramp.Decision.Advance(var step) ->
                    change(
                            rollout,
                            new RolloutChange.AdvanceRamp(ramping, step),
                            "no guardrail tripped at "
                                    + Rollout.percent(rollout.shareOf(challenger)));
            case Ramp.Decision.Promote(var reason) ->
                    change(
                            rollout,
                            new RolloutChange.Alone(challenger, Deployment.Kind.PROMOTED),
                            reason);
            case Ramp.Decision.RollBack(var reason) ->
                    change(
                            rollout,
                            new RolloutChange.Alone(
                                    rollout.champion(), Deployment.Kind.ROLLED_BACK),
                            reason);
        }
    }

    private void change(Rollout rollout, RolloutChange change, String reason) {
        var command =
                new ChangeRollout.Command(
                        rollout.contract().name(),
                        change,
                        new ChangeRollout.Revision.Exactly(rollout.revision()),
                        STEERED_BY,
                        reason);
        switch (changeRollout.change(command)) {
            case ChangeRollout.Outcome.Changed(var deployment) ->
                    LOG.log(
                            Level.INFO,
                            "{0}: {1}: {2}",
                            rollout.contract().name(),
                            deployment.to().describe(),
                            reason);
            case ChangeRollout.Outcome.Unfit(var reasons) ->
                    LOG.log(
                            Level.ERROR,
                            "the ramp of {0} cannot go on: {1}",
                            rollout.contract().name(),
                            String.join("; ", reasons));
            case ChangeRollout.Outcome.Conflict(),
                    ChangeRollout.Outcome.NoRollout _,
                    ChangeRollout.Outcome.UnknownContract _ -> {
                // Somebody else came first; the next look sees what they did.
            }
        }
    }
}
