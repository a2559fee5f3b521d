package io.holdfast.domain.models.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A comparison of versions on live traffic with shares that stay.
///
/// @param arms the champion first; their shares add up to 1
public record Experiment(
        UUID id,
        String name,
        String contractName,
        List<Rollout.Arm> arms,
        Target target,
        Duration duration,
        String startedBy,
        Instant startedAt,
        State state) {

    public static final int MAX_NAME_LENGTH = 200;
    public static final int MAX_DAYS = 365;

    /// Until then some node may still deal as before, and its predictions would look like a broken
    /// dealing.
    public static final Duration SETTLING = Duration.ofSeconds(5);

    /// What is compared: the mean over entities with a known outcome. Less is better of all but
    /// accuracy.
    public enum Target {
        LOG_LOSS,
        BRIER,
        ACCURACY,
        /// The share of entities whose outcome was the label, such as customers that left.
        OUTCOME_RATE;

        ArmFigures.Moments of(ArmFigures.Labelled labelled) {
            return switch (this) {
                case LOG_LOSS -> labelled.logLoss();
                case BRIER -> labelled.brier();
                case ACCURACY -> labelled.right();
                case OUTCOME_RATE -> labelled.outcome();
            };
        }

        boolean isMoreBetter() {
            return this == ACCURACY;
        }
    }

    public sealed interface State {
        record Running() implements State {}

        record Ended(Instant at, String reason) implements State {}
    }

    public Experiment {
        arms = List.copyOf(arms);
        if (arms.stream().anyMatch(arm -> arm.share() == 0)) {
            throw new IllegalArgumentException("every arm of an experiment has a share");
        }
        if (arms.size() < 2 || arms.size() > Rollout.MAX_CHALLENGERS + 1) {
            throw new IllegalArgumentException(
                    "an experiment has 2 to " + (Rollout.MAX_CHALLENGERS + 1) + " arms");
        }
    }

    public List<Integer> versions() {
        return arms.stream().map(Rollout.Arm::version).toList();
    }

    public Instant endsAt() {
        return startedAt.plus(duration);
    }

    /// When its predictions were answered: from when every node deals by its shares, until it
    /// ended.
    public ArmQueries.Window window() {
        var from = startedAt.plus(SETTLING);
        return switch (state) {
            case State.Running() -> ArmQueries.Window.since(from);
            case State.Ended(var at, var _) -> new ArmQueries.Window(from, at);
        };
    }

    public Experiment ended(Instant at, String reason) {
        return new Experiment(
                id,
                name,
                contractName,
                arms,
                target,
                duration,
                startedBy,
                startedAt,
                new State.Ended(at, reason));
    }
}
