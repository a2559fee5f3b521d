package io.holdfast.application.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.application.models.ModelsWorld;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.scoring.BatchJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubmitBatchTest {

    private final BatchWorld world = new BatchWorld();

    @Test
    void keeps_the_batch_and_the_work() {
        var entities = BatchWorld.entities(3, 0);

        var job = world.submitted(entities);

        assertThat(job)
                .isEqualTo(
                        new BatchJob(
                                job.id(),
                                "spring",
                                "tiny",
                                3,
                                WorkQueue.Priority.HIGH,
                                BatchWorld.HOOK,
                                true,
                                "shop",
                                ModelsWorld.NOON,
                                new BatchJob.Progress.Queued()));
        assertThat(world.stored(job)).isEqualTo(job);
        assertThat(world.jobs.entities(job.id())).isEqualTo(entities);
        assertThat(world.work.waiting(WorkQueue.Kind.BATCH)).containsExactly(job.id());
    }

    @Test
    void makes_up_a_name_where_none_was_given() {
        var outcome =
                world.submitBatch.submit(
                        new SubmitBatch.Command(
                                "tiny",
                                BatchWorld.entities(1, 0),
                                new SubmitBatch.Name.MadeUp(),
                                WorkQueue.Priority.LOW,
                                new BatchJob.Webhook.None(),
                                false,
                                "shop"));

        var job = ((SubmitBatch.Outcome.Accepted) outcome).job();
        assertThat(job.name()).isEqualTo(job.id().toString());
    }

    @Test
    void takes_one_to_a_thousand() {
        assertThat(world.submit("none", List.of())).isEqualTo(new SubmitBatch.Outcome.WrongSize(0));
        assertThat(world.submit("over", BatchWorld.entities(1_001, 0)))
                .isEqualTo(new SubmitBatch.Outcome.WrongSize(1_001));
        assertThat(world.submit("most", BatchWorld.entities(1_000, 0)))
                .isInstanceOf(SubmitBatch.Outcome.Accepted.class);
    }

    @Test
    void refuses_a_name_that_is_taken_and_makes_no_work_of_it() {
        var first = world.submitted(BatchWorld.entities(1, 0));

        assertThat(world.submit("spring", BatchWorld.entities(2, 0)))
                .isEqualTo(new SubmitBatch.Outcome.NameTaken("spring"));

        assertThat(world.work.waiting(WorkQueue.Kind.BATCH)).containsExactly(first.id());
    }

    @Test
    void needs_a_model_now() {
        var outcome =
                world.submitBatch.submit(
                        new SubmitBatch.Command(
                                "other",
                                List.of(Map.of("id", new FieldValue.Text("a"))),
                                new SubmitBatch.Name.MadeUp(),
                                WorkQueue.Priority.NORMAL,
                                new BatchJob.Webhook.None(),
                                true,
                                "shop"));

        assertThat(outcome).isEqualTo(new SubmitBatch.Outcome.NoModel("other"));
        assertThat(world.work.waiting(WorkQueue.Kind.BATCH)).isEmpty();
    }

    @Test
    void takes_no_more_when_a_million_wait() {
        var many = world.submitted(BatchWorld.entities(1, 0));
        var huge =
                new BatchJob(
                        world.world.ids.next(),
                        "huge",
                        "tiny",
                        (int) SubmitBatch.WAITING_MAX - 2,
                        many.priority(),
                        many.webhook(),
                        true,
                        "shop",
                        ModelsWorld.NOON,
                        new BatchJob.Progress.Queued());
        world.jobs.add(huge, List.of());

        assertThat(world.submit("last", BatchWorld.entities(1, 0)))
                .isInstanceOf(SubmitBatch.Outcome.Accepted.class);
        assertThat(world.submit("over", BatchWorld.entities(1, 0)))
                .isEqualTo(new SubmitBatch.Outcome.Overloaded());
    }

    @Test
    void guesses_the_end_until_a_batch_was_measured() {
        var expected = SubmitBatch.PICK_UP.plus(SubmitBatch.FIRST_GUESS.multipliedBy(10));

        assertThat(world.submit("first", BatchWorld.entities(10, 0)))
                .extracting(outcome -> ((SubmitBatch.Outcome.Accepted) outcome).expectedAt())
                .isEqualTo(ModelsWorld.NOON.plus(expected));
    }

    @Test
    void expects_the_end_after_all_that_waits_at_the_measured_pace() {
        var measured = world.submitted(BatchWorld.entities(10, 0));
        var took = Duration.ofMillis(70);
        world.jobs.update(
                measured.withProgress(
                        new BatchJob.Progress.Finished(
                                ModelsWorld.NOON, ModelsWorld.NOON.plus(took))));
        world.submit("waiting", BatchWorld.entities(20, 0));

        var expected = SubmitBatch.PICK_UP.plus(Duration.ofMillis(7).multipliedBy(20 + 30));
        assertThat(world.submit("late", BatchWorld.entities(30, 0)))
                .extracting(outcome -> ((SubmitBatch.Outcome.Accepted) outcome).expectedAt())
                .isEqualTo(ModelsWorld.NOON.plus(expected));
    }
}
