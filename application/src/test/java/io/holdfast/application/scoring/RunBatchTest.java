package io.holdfast.application.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.application.models.ModelsWorld;
import io.holdfast.domain.notifications.Outbox;
import io.holdfast.domain.scoring.BatchJob;
import io.holdfast.domain.scoring.BatchJobs.Result;
import io.holdfast.domain.scoring.InMemoryShadowLog;
import io.holdfast.domain.scoring.Prediction;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunBatchTest {

    private static final int MANY = 2 * RunBatch.CHUNK + 50;

    private final BatchWorld world = new BatchWorld();

    private List<Result> results(BatchJob job) {
        return world.jobs.results(job.id(), 0, BatchJob.MAX_ENTITIES);
    }

    @Test
    void scores_every_entity_in_its_place() {
        var job = world.submitted(BatchWorld.entities(MANY, 0));

        world.runBatch.run(job.id());

        assertThat(results(job))
                .extracting(Result::index)
                .containsExactlyElementsOf(IntStream.range(0, MANY).boxed().toList());
        assertThat(world.jobs.counts(job.id())).isEqualTo(new BatchJob.Counts(MANY, 0));
        assertThat(world.stored(job).progress())
                .isEqualTo(new BatchJob.Progress.Finished(ModelsWorld.NOON, ModelsWorld.NOON));
        assertThat(world.log.predictions())
                .hasSize(MANY)
                .extracting(Prediction::requestId)
                .containsOnly(job.id().toString());
    }

    @Test
    void scores_the_rest_where_half_cannot_be_read() {
        var job = world.submitted(BatchWorld.entities(MANY, 2));

        world.runBatch.run(job.id());

        assertThat(world.jobs.counts(job.id())).isEqualTo(new BatchJob.Counts(MANY / 2, MANY / 2));
        assertThat(results(job).getFirst()).isInstanceOf(Result.Faulty.class);
        assertThat(results(job).get(1)).isInstanceOf(Result.Scored.class);
        assertThat(world.log.predictions()).hasSize(MANY / 2);
    }

    @Test
    void goes_on_after_the_last_results_that_were_kept() {
        var job = world.submitted(BatchWorld.entities(MANY, 0));
        world.runBatch.run(job.id());
        var before = results(job);

        var other = new BatchWorld();
        var again = other.submitted(BatchWorld.entities(MANY, 0));
        other.jobs.update(again.withProgress(new BatchJob.Progress.Running(ModelsWorld.NOON)));
        other.jobs.addResults(again.id(), before.subList(0, RunBatch.CHUNK));
        other.runBatch.run(again.id());

        assertThat(other.jobs.results(again.id(), 0, RunBatch.CHUNK))
                .isEqualTo(before.subList(0, RunBatch.CHUNK));
        assertThat(other.jobs.counts(again.id())).isEqualTo(new BatchJob.Counts(MANY, 0));
        assertThat(other.log.predictions()).hasSize(MANY - RunBatch.CHUNK);
        assertThat(other.log.predictions().getFirst().entity()).isEqualTo("c" + RunBatch.CHUNK);
    }

    @Test
    void a_batch_that_is_over_is_left_alone() {
        var job = world.submitted(BatchWorld.entities(5, 0));
        world.runBatch.run(job.id());
        world.runBatch.run(job.id());
        world.runBatch.giveUp(job.id());

        assertThat(world.log.predictions()).hasSize(5);
        assertThat(world.outbox.messages()).hasSize(1);
        assertThat(world.stored(job).progress()).isInstanceOf(BatchJob.Progress.Finished.class);
    }

    @Test
    void tries_later_where_the_log_is_full_and_then_goes_on() {
        var job = world.submitted(BatchWorld.entities(5, 0));
        world.log.overload(true);

        assertThatThrownBy(() -> world.runBatch.run(job.id()))
                .isInstanceOf(RunBatch.TryLater.class);
        assertThat(world.stored(job).progress()).isInstanceOf(BatchJob.Progress.Running.class);

        world.log.overload(false);
        world.runBatch.run(job.id());
        assertThat(world.jobs.counts(job.id())).isEqualTo(new BatchJob.Counts(5, 0));
    }

    @Test
    void tries_later_where_no_model_answers() {
        var job = world.submitted(BatchWorld.entities(5, 0));
        var modelless =
                new RunBatch(
                        world.world.transactions,
                        world.jobs,
                        new ScoreBatch(
                                new ModelsWorld().served,
                                world.log,
                                new InMemoryShadowLog(),
                                world.world.ids,
                                world.world.clock),
                        world.outbox,
                        (_, _) -> "",
                        world.world.ids,
                        world.world.clock);

        assertThatThrownBy(() -> modelless.run(job.id()))
                .isInstanceOf(RunBatch.TryLater.class)
                .hasMessageContaining("tiny");
        assertThat(results(job)).isEmpty();
    }

    @Test
    void an_interrupt_stops_it_between_two_chunks() {
        var job = world.submitted(BatchWorld.entities(5, 0));

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> world.runBatch.run(job.id()))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(world.stored(job).progress().isOver()).isFalse();
        assertThat(results(job)).isEmpty();
    }

    @Test
    void tells_the_webhook_of_the_end() {
        var job = world.submitted(BatchWorld.entities(4, 2));

        world.runBatch.run(job.id());

        assertThat(world.outbox.messages())
                .singleElement()
                .isEqualTo(
                        new Outbox.Message(
                                world.outbox.messages().getFirst().id(),
                                RunBatch.COMPLETED,
                                "https://example.com/hook",
                                "spring " + new BatchJob.Counts(2, 2),
                                ModelsWorld.NOON));
    }

    @Test
    void the_end_and_the_message_are_there_together_or_not_at_all() {
        var job = world.submitted(BatchWorld.entities(4, 0));
        var broken =
                new RunBatch(
                        world.world.transactions,
                        world.jobs,
                        new ScoreBatch(
                                world.served,
                                world.log,
                                new InMemoryShadowLog(),
                                world.world.ids,
                                world.world.clock),
                        world.outbox,
                        (_, _) -> {
                            throw new IllegalStateException("no words");
                        },
                        world.world.ids,
                        world.world.clock);

        assertThatThrownBy(() -> broken.run(job.id())).hasMessage("no words");

        assertThat(world.stored(job).progress().isOver()).isFalse();
        assertThat(world.outbox.messages()).isEmpty();
        world.runBatch.run(job.id());
        assertThat(world.outbox.messages()).hasSize(1);
    }

    @Test
    void a_batch_that_is_given_up_has_failed_and_says_so() {
        var job = world.submitted(BatchWorld.entities(4, 0));

        world.runBatch.giveUp(job.id());
        world.runBatch.giveUp(job.id());

        assertThat(world.stored(job).progress()).isInstanceOf(BatchJob.Progress.Failed.class);
        assertThat(world.outbox.messages())
                .extracting(Outbox.Message::event)
                .containsExactly(RunBatch.FAILED);
    }

    @Test
    void knows_nothing_of_an_unknown_batch() {
        world.runBatch.run(new UUID(1, 1));
        world.runBatch.giveUp(new UUID(1, 1));

        assertThat(world.outbox.messages()).isEmpty();
    }
}
