package io.holdfast.application.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.application.models.RunExperiments.Ended;
import io.holdfast.application.models.RunExperiments.Started;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Experiment;
import io.holdfast.domain.models.rollout.InMemoryArmQueries;
import io.holdfast.domain.models.rollout.InMemoryExperiments;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import io.holdfast.domain.models.rollout.Steering;
import io.holdfast.domain.monitoring.InMemoryOutcomes;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunExperimentsTest {

    private final ModelsWorld world = new ModelsWorld();
    private final AtomicReference<Instant> now = new AtomicReference<>(ModelsWorld.NOON);
    private final InMemoryExperiments experiments = new InMemoryExperiments(world.transactions);
    private final InMemoryInferenceLog log = new InMemoryInferenceLog(world.contracts);
    private final ChangeRollout changeRollout =
            new ChangeRollout(
                    world.transactions,
                    world.rollouts,
                    world.registry,
                    world.contracts,
                    world.trainer,
                    world.ids,
                    now::get);
    private final RunExperiments runExperiments =
            new RunExperiments(
                    world.transactions,
                    experiments,
                    world.rollouts,
                    new InMemoryArmQueries(log, new InMemoryOutcomes(world.transactions, log)),
                    (_, _) -> 1,
                    changeRollout,
                    world.ids,
                    now::get);

    @BeforeEach
    void train_two() {
        world.uploadEnough();
        world.train();
        world.train();
        alone(1);
    }

    private void alone(int version) {
        changeRollout.change(
                new ChangeRollout.Command(
                        "tiny",
                        new RolloutChange.Alone(version, Deployment.Kind.ACTIVATED),
                        new ChangeRollout.Revision.Any(),
                        "ada",
                        "because"));
    }

    private Started start(String contract, Arm... arms) {
        return runExperiments.start(
                new RunExperiments.Start(
                        "first",
                        contract,
                        List.of(arms),
                        Experiment.Target.BRIER,
                        Duration.ofDays(7),
                        "ada"));
    }

    private Experiment started() {
        return ((Started.Running) start("tiny", new Arm(1, 0.5), new Arm(2, 0.5))).experiment();
    }

    private Steering steering() {
        return world.rollouts.find("tiny").orElseThrow().steering();
    }

    private Experiment.State state(UUID id) {
        return experiments.find(id).orElseThrow().state();
    }

    @Test
    void gives_the_rollout_to_the_experiment_and_takes_it_back() {
        var experiment = started();
        assertThat(steering()).isEqualTo(new Steering.Experimenting(experiment.id()));

        assertThat(runExperiments.end(experiment.id(), "bob", "enough"))
                .isInstanceOf(Ended.Done.class);
        assertThat(steering()).isEqualTo(new Steering.Manual());
        assertThat(world.rollouts.find("tiny").orElseThrow().describe()).isEqualTo("v1 100%");
        assertThat(state(experiment.id()))
                .isEqualTo(new Experiment.State.Ended(ModelsWorld.NOON, "enough"));
        assertThat(runExperiments.end(experiment.id(), "bob", "again"))
                .isInstanceOf(Ended.Over.class);
    }

    @Test
    void keeps_no_experiment_whose_rollout_was_not_changed() {
        world.contracts.register(SampleContracts.tiny("empty", 1));

        assertThat(start("tiny", new Arm(2, 0.5), new Arm(1, 0.5)))
                .isEqualTo(new Started.Unfit(List.of("v1 is in production and has to take part")));
        assertThat(start("tiny", new Arm(1, 0.5), new Arm(9, 0.5)))
                .isEqualTo(new Started.Unfit(List.of("tiny has no version v9")));
        assertThat(start("empty", new Arm(1, 0.5), new Arm(2, 0.5)))
                .isEqualTo(new Started.NoRollout("empty"));
        assertThat(start("bank", new Arm(1, 0.5), new Arm(2, 0.5)))
                .isEqualTo(new Started.UnknownContract("bank"));
        for (var contract : List.of("tiny", "empty", "bank")) {
            assertThat(experiments.list(contract, 10)).isEmpty();
        }
        assertThat(steering()).isEqualTo(new Steering.Manual());
    }

    @Test
    void ends_by_itself_when_its_time_is_up_and_not_before() {
        var id = started().id();
        now.set(ModelsWorld.NOON.plus(Duration.ofDays(7)).minusNanos(1));
        runExperiments.endOverdue();
        assertThat(state(id)).isEqualTo(new Experiment.State.Running());

        now.set(ModelsWorld.NOON.plus(Duration.ofDays(7)));
        runExperiments.endOverdue();
        assertThat(state(id)).isInstanceOf(Experiment.State.Ended.class);
        assertThat(steering()).isEqualTo(new Steering.Manual());
    }

    @Test
    void leaves_a_rollout_alone_that_an_activation_took() {
        var id = started().id();
        alone(2);

        assertThat(runExperiments.end(id, "ada", "too late")).isInstanceOf(Ended.Done.class);
        assertThat(world.rollouts.find("tiny").orElseThrow().describe()).isEqualTo("v2 100%");
    }

    @Test
    void knows_nothing_of_an_experiment_that_never_was() {
        var id = new UUID(1, 1);
        assertThat(runExperiments.result(id)).isEmpty();
        assertThat(runExperiments.end(id, "ada", "why")).isEqualTo(new Ended.UnknownExperiment(id));
    }
}
