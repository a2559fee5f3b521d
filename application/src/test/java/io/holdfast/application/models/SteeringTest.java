package io.holdfast.application.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Deployment.Kind;
import io.holdfast.domain.models.rollout.Experiment;
import io.holdfast.domain.models.rollout.ExperimentResult.Verdict;
import io.holdfast.domain.models.rollout.InMemoryArmQueries;
import io.holdfast.domain.models.rollout.InMemoryExperiments;
import io.holdfast.domain.models.rollout.Ramp;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import io.holdfast.domain.models.rollout.Rollouts;
import io.holdfast.domain.models.rollout.Steering;
import io.holdfast.domain.monitoring.InMemoryOutcomes;
import io.holdfast.domain.monitoring.Outcomes;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Ramps and experiments on a clock that the test moves.
class SteeringTest {

    private final ModelsWorld world = new ModelsWorld();
    private final AtomicReference<Instant> now = new AtomicReference<>(ModelsWorld.NOON);
    private final InstantSource clock = now::get;
    private final InMemoryInferenceLog log = new InMemoryInferenceLog(world.contracts);
    private final InMemoryOutcomes outcomes = new InMemoryOutcomes(world.transactions, log);
    private final InMemoryArmQueries figures = new InMemoryArmQueries(log, outcomes);
    private final InMemoryExperiments experiments = new InMemoryExperiments(world.transactions);
    private final ChangeRollout changeRollout =
            new ChangeRollout(
                    world.transactions,
                    world.rollouts,
                    world.registry,
                    world.contracts,
                    world.trainer,
                    world.ids,
                    clock);
    private final SteerRamps ramps = new SteerRamps(world.rollouts, figures, changeRollout, clock);
    private final RunExperiments runExperiments =
            new RunExperiments(
                    world.transactions,
                    experiments,
                    world.rollouts,
                    figures,
                    (_, _) -> 0.5,
                    changeRollout,
                    world.ids,
                    clock);

    SteeringTest() {
        world.uploadEnough();
        world.train();
        world.train();
    }

    @Test
    void takes_a_good_challenger_from_5_to_100_percent_and_into_production() {
        startRamp();
        assertThat(rollout().describe()).isEqualTo("v1 95%, v2 5%");

        traffic(0.4);
        ramps.steer();
        assertThat(rollout().describe()).as("too early").isEqualTo("v1 95%, v2 5%");

        pass(Duration.ofHours(1));
        ramps.steer();
        assertThat(rollout().describe()).isEqualTo("v1 75%, v2 25%");

        pass(Duration.ofHours(1));
        ramps.steer();
        assertThat(rollout().describe()).as("no outcomes yet").isEqualTo("v1 75%, v2 25%");

        outcomesArrive();
        ramps.steer();
        assertThat(rollout().describe()).isEqualTo("v1 0%, v2 100%");

        pass(Duration.ofHours(1));
        ramps.steer();
        assertThat(rollout().describe()).isEqualTo("v2 100%");
        assertThat(rollout().steering()).isEqualTo(new Steering.Manual());
        assertThat(kinds())
                .containsExactly(
                        Kind.PROMOTED, Kind.RAMP_ADVANCED, Kind.RAMP_ADVANCED, Kind.RAMP_STARTED);
        assertThat(ledger().getFirst().by()).isEqualTo(SteerRamps.STEERED_BY);
    }

    @Test
    void takes_a_failing_challenger_back_by_itself_and_says_why() {
        startRamp();
        for (int i = 0; i < 50; i++) {
            append("c" + i, 1, 0.4, new Prediction.Path.FellBack(2));
        }

        ramps.steer();

        assertThat(rollout().describe()).isEqualTo("v1 100%");
        assertThat(ledger().getFirst().kind()).isEqualTo(Kind.ROLLED_BACK);
        assertThat(ledger().getFirst().reason())
                .isEqualTo("errors: it failed 100.00% of its requests, the champion 0.00%");
    }

    @Test
    void takes_a_worse_challenger_back_at_the_deadline() {
        startRamp();
        traffic(0.1);
        outcomesArrive();
        pass(Duration.ofDays(30));
        ramps.steer();
        ramps.steer();

        assertThat(rollout().describe()).isEqualTo("v1 100%");
        assertThat(ledger().getFirst().kind()).isEqualTo(Kind.ROLLED_BACK);
    }

    @Test
    void leaves_alone_what_people_steer() {
        pass(Duration.ofDays(60));
        ramps.steer();

        assertThat(rollout().describe()).isEqualTo("v1 95%, v2 5%");
    }

    @Test
    void runs_an_experiment_to_its_end() {
        var experiment = started();
        assertThat(rollout().describe()).isEqualTo("v1 50%, v2 50%");
        assertThat(rollout().steering()).isEqualTo(new Steering.Experimenting(experiment.id()));

        runExperiments.endOverdue();
        assertThat(rollout().describe()).as("not yet").isEqualTo("v1 50%, v2 50%");

        pass(Duration.ofDays(7));
        runExperiments.endOverdue();
        assertThat(rollout().describe()).isEqualTo("v1 100%");
        assertThat(experiments.find(experiment.id()).orElseThrow().state())
                .isEqualTo(new Experiment.State.Ended(now.get(), "its time is up"));
        assertThat(kinds().subList(0, 2))
                .containsExactly(Kind.EXPERIMENT_ENDED, Kind.EXPERIMENT_STARTED);
    }

    @Test
    void shows_counts_and_a_verdict() {
        var experiment = started();
        pass(Experiment.SETTLING);
        traffic(0.4);
        outcomesArrive();

        var result = runExperiments.result(experiment.id()).orElseThrow();

        assertThat(result.arms()).hasSize(2);
        assertThat(result.arms().getFirst().entities()).isEqualTo(200);
        assertThat(result.arms().getFirst().labelled()).isEqualTo(200);
        assertThat(result.verdict()).isIn(new Verdict.Undecided(), new Verdict.Winner(2));
        assertThat(runExperiments.result(new UUID(0, 1))).isEmpty();
    }

    @Test
    void counts_nothing_that_was_answered_after_the_end() {
        var experiment = started();
        pass(Experiment.SETTLING);
        traffic(0.4);
        pass(Duration.ofSeconds(1));
        runExperiments.end(experiment.id(), "ada", "seen enough");
        append("later", 1, 0.5, new Prediction.Path.Direct());
        outcomesArrive();

        var result = runExperiments.result(experiment.id()).orElseThrow();

        assertThat(result.arms().getFirst().entities()).isEqualTo(200);
        assertThat(result.arms().getFirst().labelled()).as("outcomes still come in").isEqualTo(200);
    }

    @Test
    void ends_an_experiment_once() {
        var experiment = started();

        assertThat(runExperiments.end(experiment.id(), "ada", "seen enough"))
                .isInstanceOf(RunExperiments.Ended.Done.class);
        assertThat(runExperiments.end(experiment.id(), "ada", "again"))
                .isInstanceOf(RunExperiments.Ended.Over.class);
        assertThat(runExperiments.end(new UUID(0, 1), "ada", "why"))
                .isInstanceOf(RunExperiments.Ended.UnknownExperiment.class);
        assertThat(rollout().describe()).isEqualTo("v1 100%");
    }

    @Test
    void ends_an_experiment_from_which_an_emergency_took_the_rollout() {
        var experiment = started();
        changeRollout.change(
                new ChangeRollout.Command(
                        "tiny",
                        new RolloutChange.Alone(2, Kind.ROLLED_BACK),
                        new ChangeRollout.Revision.Any(),
                        "ada",
                        "an emergency"));

        runExperiments.endOverdue();

        assertThat(experiments.find(experiment.id()).orElseThrow().state())
                .isEqualTo(
                        new Experiment.State.Ended(
                                now.get(), "the rollout was changed by other means"));
        assertThat(rollout().describe()).isEqualTo("v2 100%");
    }

    @Test
    void keeps_no_experiment_that_could_not_start() {
        var start =
                new RunExperiments.Start(
                        "impossible",
                        "tiny",
                        List.of(new Arm(1, 0.5), new Arm(7, 0.5)),
                        Experiment.Target.BRIER,
                        Duration.ofDays(7),
                        "ada");

        assertThat(runExperiments.start(start))
                .isEqualTo(new RunExperiments.Started.Unfit(List.of("tiny has no version v7")));
        assertThat(experiments.list("tiny", 10)).isEmpty();
        assertThat(rollout().steering()).isEqualTo(new Steering.Manual());
    }

    private Experiment started() {
        var start =
                new RunExperiments.Start(
                        "second against first",
                        "tiny",
                        List.of(new Arm(1, 0.5), new Arm(2, 0.5)),
                        Experiment.Target.LOG_LOSS,
                        Duration.ofDays(7),
                        "ada");
        var outcome = runExperiments.start(start);
        assertThat(outcome).isInstanceOf(RunExperiments.Started.Running.class);
        return ((RunExperiments.Started.Running) outcome).experiment();
    }

    private void startRamp() {
        changeRollout.change(
                new ChangeRollout.Command(
                        "tiny",
                        new RolloutChange.StartRamp(2, Ramp.standard()),
                        new ChangeRollout.Revision.Any(),
                        "ada",
                        "trust it"));
    }

    /// 200 entities for each version, of which two in five will leave; the champion says one half.
    ///
    /// @param ofChallenger what the challenger says of each
    private void traffic(double ofChallenger) {
        for (int i = 0; i < 200; i++) {
            append("one-" + i, 1, 0.5, new Prediction.Path.Direct());
            append("two-" + i, 2, ofChallenger, new Prediction.Path.Direct());
        }
    }

    private void outcomesArrive() {
        pass(Duration.ofSeconds(1));
        for (int i = 0; i < 200; i++) {
            boolean left = i % 5 < 2;
            outcomes.add(
                    "tiny",
                    List.of(
                            new Outcomes.Outcome("one-" + i, left),
                            new Outcomes.Outcome("two-" + i, left)),
                    "ada",
                    now.get());
        }
    }

    private void append(String entity, int version, double probability, Prediction.Path path) {
        log.append(
                List.of(
                        new Prediction(
                                world.ids.next(),
                                world.contract.id(),
                                version,
                                rollout().stageOf(version),
                                entity,
                                FeatureVector.of(1, 0, 0),
                                new Probability(probability),
                                probability >= 0.5,
                                "Low",
                                500,
                                "request",
                                now.get(),
                                path)));
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private Rollout rollout() {
        return world.rollouts.find("tiny").orElseThrow();
    }

    private List<Deployment> ledger() {
        return world.rollouts.history("tiny", Rollouts.Page.newest(100));
    }

    private List<Kind> kinds() {
        return ledger().stream()
                .map(Deployment::kind)
                .filter(kind -> kind != Kind.REGISTERED)
                .toList();
    }
}
