package io.holdfast.application.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.InMemoryWorkQueue;
import io.holdfast.domain.kernel.Unavailable;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.InMemoryTrainingJobs;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.TrainingJob;
import io.holdfast.domain.models.TrainingJob.State;
import io.holdfast.domain.models.TrainingSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BackgroundTrainingTest {

    private static final ModelTrainer.Plan PLAN = new ModelTrainer.Plan(7, 3, false);

    private final ModelsWorld world = new ModelsWorld();
    private final AtomicReference<Instant> now = new AtomicReference<>(ModelsWorld.NOON);
    private final InMemoryTrainingJobs jobs = new InMemoryTrainingJobs(world.transactions);
    private final InMemoryWorkQueue work = new InMemoryWorkQueue(world.transactions);
    private final RequestTraining requestTraining =
            new RequestTraining(
                    world.transactions, world.datasets, jobs, work, world.ids, now::get);

    private RequestTraining.Outcome request() {
        return requestTraining.request(
                new RequestTraining.Command(
                        new RequestTraining.Chosen.Latest("tiny"), PLAN, "ada"));
    }

    private TrainingJob queued() {
        return switch (request()) {
            case RequestTraining.Outcome.Queued(var job) -> job;
            case RequestTraining.Outcome other -> throw new AssertionError("not queued: " + other);
        };
    }

    private RunTraining running(ModelTrainer trainer) {
        return new RunTraining(
                jobs,
                new TrainModel(
                        world.transactions,
                        world.trainingSets,
                        trainer,
                        world.registry,
                        world.rollouts,
                        world.ids,
                        now::get),
                now::get);
    }

    /// A trainer that does something after every step.
    private ModelTrainer between(Consumer<ModelTrainer.Progress> step) {
        return new ModelTrainer() {
            @Override
            public Outcome train(TrainingSet set, Plan plan, Consumer<Progress> progress) {
                return world.trainer.train(
                        set,
                        plan,
                        done -> {
                            step.accept(done);
                            progress.accept(done);
                        });
            }

            @Override
            public Evaluated evaluate(TrainingSet set, Plan plan, Consumer<Progress> progress) {
                throw new AssertionError("nobody asked for figures only");
            }
        };
    }

    private State state(TrainingJob job) {
        return jobs.find(job.id()).orElseThrow().state();
    }

    private void assertNoVersion() {
        assertThat(world.registry.versions("tiny", 10)).isEmpty();
        assertThat(world.rollouts.all()).isEmpty();
    }

    @Test
    void queues_a_training_on_the_newest_or_on_a_certain_dataset() {
        world.uploadEnough();
        var first = world.datasets.latest("tiny").orElseThrow();
        now.set(ModelsWorld.NOON.plusSeconds(5));

        var job = queued();

        assertThat(job)
                .isEqualTo(
                        new TrainingJob(
                                job.id(),
                                "tiny",
                                first.id(),
                                PLAN,
                                "ada",
                                now.get(),
                                new State.Queued()));
        assertThat(work.waiting(WorkQueue.Kind.TRAINING)).containsExactly(job.id());
        var certain =
                requestTraining.request(
                        new RequestTraining.Command(
                                new RequestTraining.Chosen.Stored(first.id()), PLAN, "ada"));
        assertThat(((RequestTraining.Outcome.Queued) certain).job().dataset())
                .isEqualTo(first.id());
    }

    @Test
    void needs_a_dataset() {
        assertThat(request()).isEqualTo(new RequestTraining.Outcome.NoDataset());
        assertThat(
                        requestTraining.request(
                                new RequestTraining.Command(
                                        new RequestTraining.Chosen.Stored(new UUID(1, 1)),
                                        PLAN,
                                        "ada")))
                .isEqualTo(new RequestTraining.Outcome.NoDataset());
        assertThat(work.waiting(WorkQueue.Kind.TRAINING)).isEmpty();
    }

    @Test
    void lets_twenty_wait_or_run() {
        world.uploadEnough();
        var first = queued();
        for (int i = 1; i < RequestTraining.MAX_OPEN; i++) {
            queued();
        }

        assertThat(request()).isEqualTo(new RequestTraining.Outcome.TooMany());
        assertThat(work.waiting(WorkQueue.Kind.TRAINING)).hasSize(RequestTraining.MAX_OPEN);

        requestTraining.cancel(first.id());
        assertThat(request()).isInstanceOf(RequestTraining.Outcome.Queued.class);
    }

    @Test
    void takes_a_training_back_once() {
        world.uploadEnough();
        var job = queued();

        var cancelled = requestTraining.cancel(job.id());

        assertThat(cancelled)
                .isEqualTo(
                        new RequestTraining.Cancelled.Done(
                                job.in(new State.Cancelled(ModelsWorld.NOON))));
        assertThat(requestTraining.cancel(job.id()))
                .isInstanceOf(RequestTraining.Cancelled.Over.class);
        assertThat(requestTraining.cancel(new UUID(1, 1)))
                .isEqualTo(new RequestTraining.Cancelled.UnknownJob(new UUID(1, 1)));
        running(world.trainer).run(job.id());
        assertNoVersion();
    }

    @Test
    void registers_the_version_and_says_which() {
        world.uploadEnough();
        var job = queued();

        running(world.trainer).run(job.id());
        running(world.trainer).run(job.id());

        assertThat(state(job)).isEqualTo(new State.Succeeded(ModelsWorld.NOON, 1));
        assertThat(world.registry.versions("tiny", 10)).hasSize(1);
    }

    @Test
    void stores_how_far_it_is_every_second() {
        world.uploadEnough();
        var job = queued();
        var seen = new ArrayList<State>();
        var trainer =
                between(_ -> {
                    seen.add(state(job));
                    now.updateAndGet(time -> time.plus(Duration.ofSeconds(1)));
                });

        running(trainer).run(job.id());

        assertThat(seen)
                .containsExactly(
                        new State.Running(ModelsWorld.NOON, "reading the dataset", 0),
                        new State.Running(ModelsWorld.NOON, "counting", 0.5));
        assertThat(state(job)).isInstanceOf(State.Succeeded.class);
    }

    @Test
    void says_every_reason_why_the_data_was_refused() {
        world.upload("a,1,basic,1,No", "b,2,basic,0,Yes");
        var job = queued();

        running(world.trainer).run(job.id());

        assertThat(state(job)).isInstanceOf(State.Failed.class);
        assertThat(((State.Failed) state(job)).reasons()).hasSizeGreaterThan(1);
        assertNoVersion();
    }

    @Test
    void a_training_that_breaks_down_midway_leaves_no_version() {
        world.uploadEnough();
        var job = queued();
        var trainer =
                between(_ -> {
                    throw new IllegalStateException("secret detail");
                });

        running(trainer).run(job.id());

        assertThat(state(job)).isInstanceOf(State.Failed.class);
        assertThat(((State.Failed) state(job)).reasons().toString())
                .contains("log")
                .doesNotContain("secret");
        assertNoVersion();
    }

    @Test
    void a_cancellation_while_it_runs_leaves_no_version() {
        world.uploadEnough();
        var job = queued();

        running(between(_ -> requestTraining.cancel(job.id()))).run(job.id());

        assertThat(state(job)).isEqualTo(new State.Cancelled(ModelsWorld.NOON));
        assertNoVersion();
    }

    /// No time passes, so no progress is stored after the first step: only the registration itself
    /// can notice.
    @Test
    void a_cancellation_between_training_and_registering_leaves_no_version() {
        world.uploadEnough();
        var job = queued();
        var trainer =
                between(progress -> {
                    if (progress.share() == 1) {
                        requestTraining.cancel(job.id());
                    }
                });

        running(trainer).run(job.id());

        assertThat(state(job)).isEqualTo(new State.Cancelled(ModelsWorld.NOON));
        assertNoVersion();
    }

    @Test
    void a_stop_of_the_node_or_a_database_that_is_away_leaves_it_to_be_begun_anew() {
        world.uploadEnough();
        var job = queued();
        for (RuntimeException reason :
                List.of(
                        new CancellationException("stopping"),
                        new Unavailable("away", new IllegalStateException()))) {
            var trainer =
                    between(_ -> {
                        throw reason;
                    });
            assertThatThrownBy(() -> running(trainer).run(job.id())).isSameAs(reason);
            assertThat(state(job).isOver()).isFalse();
        }

        running(world.trainer).run(job.id());
        assertThat(state(job)).isInstanceOf(State.Succeeded.class);
    }

    @Test
    void a_training_that_is_given_up_has_failed() {
        world.uploadEnough();
        var job = queued();

        running(world.trainer).giveUp(job.id());
        running(world.trainer).giveUp(new UUID(1, 1));

        assertThat(state(job)).isInstanceOf(State.Failed.class);
        running(world.trainer).run(job.id());
        assertNoVersion();
    }
}
