package io.holdfast.domain.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.scoring.BatchJob.Progress;
import io.holdfast.domain.scoring.BatchJobs.Added;
import io.holdfast.domain.scoring.BatchJobs.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `BatchJobs` promises. Begins empty.
public interface BatchJobsContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    BatchJobs jobs();

    BatchQueries queries();

    Transactions transactions();

    static BatchJob job(int number, String name, int total) {
        return new BatchJob(
                new UUID(0x7000L, number),
                name,
                "subscription",
                total,
                WorkQueue.Priority.HIGH,
                new BatchJob.Webhook.To("https://example.com/hook"),
                true,
                "shop",
                NOON.plusSeconds(number),
                new Progress.Queued());
    }

    static List<Map<String, FieldValue>> entities(int total) {
        var entities = new ArrayList<Map<String, FieldValue>>();
        for (int i = 0; i < total; i++) {
            entities.add(Map.of("n", new FieldValue.Numeric(i)));
        }
        return List.copyOf(entities);
    }

    private BatchJob added(int number, int total) {
        var job = job(number, "batch-" + number, total);
        assertThat(jobs().add(job, entities(total))).isEqualTo(new Added.Stored());
        return job;
    }

    private static Result scored(int index) {
        return new Result.Scored(index, SamplePredictions.prediction(index + 1));
    }

    private static Result faulty(int index) {
        return new Result.Faulty(
                index,
                List.of(
                        new Violation("#/tenure", "must not be negative: \"\u00fc\""),
                        new Violation("#/plan", "is missing")));
    }

    @Test
    default void keeps_a_batch_by_id_and_by_name() {
        var job = added(1, 3);

        assertThat(jobs().find(job.id())).contains(job);
        assertThat(queries().named("batch-1")).contains(job);
    }

    @Test
    default void keeps_a_batch_that_tells_nobody() {
        var job =
                new BatchJob(
                        new UUID(0x7000L, 1),
                        "x".repeat(BatchJob.MAX_NAME_LENGTH),
                        "telco",
                        1,
                        WorkQueue.Priority.LOW,
                        new BatchJob.Webhook.None(),
                        false,
                        "shop",
                        NOON,
                        new Progress.Queued());

        jobs().add(job, entities(1));

        assertThat(jobs().find(job.id())).contains(job);
    }

    @Test
    default void keeps_every_kind_of_value_as_it_came() {
        var odd = new LinkedHashMap<String, FieldValue>();
        odd.put("text", new FieldValue.Text("G\u00fcnther \ud83d\ude00 \\ \" \u0001"));
        odd.put("nul", new FieldValue.Text("a\0b"));
        odd.put("half", new FieldValue.Text("\ud83d"));
        odd.put("empty", new FieldValue.Text(""));
        odd.put("number", new FieldValue.Numeric(0.1 + 0.2));
        odd.put("zero", new FieldValue.Numeric(-0.0));
        odd.put("huge", new FieldValue.Numeric(Double.MAX_VALUE));
        odd.put("endless", new FieldValue.Numeric(Double.NEGATIVE_INFINITY));
        odd.put("yes", new FieldValue.Bool(true));
        odd.put("null", new FieldValue.Null());
        odd.put("list", new FieldValue.Compound());
        List<Map<String, FieldValue>> entities = List.of(odd, Map.of());
        var job = job(1, "odd", 2);

        jobs().add(job, entities);

        assertThat(jobs().entities(job.id())).isEqualTo(entities);
        assertThat(jobs().entities(job.id()).getFirst().keySet())
                .containsExactlyElementsOf(odd.keySet());
    }

    @Test
    default void a_name_that_is_taken_is_refused_and_the_first_stays() {
        var first = added(1, 3);

        assertThat(jobs().add(job(2, "batch-1", 1), entities(1))).isEqualTo(new Added.NameTaken());

        assertThat(queries().named("batch-1")).contains(first);
        assertThat(jobs().find(new UUID(0x7000L, 2))).isEmpty();
        assertThat(jobs().entities(first.id())).hasSize(3);
    }

    @Test
    default void of_callers_with_one_name_at_once_one_gets_it() {
        var added = AtOnce.call(4, caller -> jobs().add(job(caller + 1, "same", 1), entities(1)));

        assertThat(added).containsOnlyOnce(new Added.Stored());
    }

    @Test
    default void knows_nothing_of_an_unknown_batch() {
        var unknown = new UUID(1, 1);

        assertThat(jobs().find(unknown)).isEmpty();
        assertThat(queries().named("nobody")).isEmpty();
        assertThat(jobs().entities(unknown)).isEmpty();
        assertThat(queries().counts(unknown)).isEqualTo(new BatchJob.Counts(0, 0));
        assertThat(queries().results(unknown, 0, 10)).isEmpty();
        assertThat(jobs().update(job(1, "x", 1))).isFalse();
    }

    @Test
    default void stores_progress_until_the_batch_is_over() {
        var job = added(1, 3);
        var running = job.withProgress(new Progress.Running(NOON));
        var finished = job.withProgress(new Progress.Finished(NOON, NOON.plusSeconds(2)));

        assertThat(jobs().update(running)).isTrue();
        assertThat(jobs().find(job.id())).contains(running);
        assertThat(jobs().update(finished)).isTrue();
        assertThat(jobs().update(running)).isFalse();
        assertThat(jobs().update(job.withProgress(new Progress.Failed(NOON, "late")))).isFalse();

        assertThat(jobs().find(job.id())).contains(finished);
    }

    @Test
    default void stores_that_a_batch_failed_before_it_began() {
        var job = added(1, 3);
        var failed = job.withProgress(new Progress.Failed(NOON, "no model answered"));

        assertThat(jobs().update(failed)).isTrue();
        assertThat(jobs().find(job.id())).contains(failed);
    }

    @Test
    default void of_callers_that_end_a_batch_at_once_one_does() {
        var job = added(1, 3);

        var stored =
                AtOnce.call(
                        4, _ -> jobs().update(job.withProgress(new Progress.Finished(NOON, NOON))));

        assertThat(stored).containsOnlyOnce(true);
    }

    @Test
    default void keeps_results_whatever_they_are_and_counts_them() {
        var job = added(1, 3);
        var results = List.of(scored(0), faulty(1), scored(2));

        jobs().addResults(job.id(), results);

        assertThat(queries().results(job.id(), 0, 10)).isEqualTo(results);
        assertThat(queries().counts(job.id())).isEqualTo(new BatchJob.Counts(2, 1));
    }

    @Test
    default void an_index_that_has_a_result_keeps_it() {
        var job = added(1, 3);
        jobs().addResults(job.id(), List.of(scored(0)));

        jobs().addResults(job.id(), List.of(faulty(0), scored(1)));

        assertThat(queries().results(job.id(), 0, 10)).containsExactly(scored(0), scored(1));
        assertThat(queries().counts(job.id())).isEqualTo(new BatchJob.Counts(2, 0));
    }

    @Test
    default void callers_that_add_the_same_results_at_once_add_them_once() {
        var job = added(1, 20);
        var results = new ArrayList<Result>();
        for (int i = 0; i < 20; i++) {
            results.add(scored(i));
        }

        AtOnce.call(
                4,
                _ -> {
                    jobs().addResults(job.id(), results);
                    return true;
                });

        assertThat(queries().results(job.id(), 0, 100)).isEqualTo(results);
    }

    @Test
    default void gives_results_by_pages_in_the_order_of_the_entities() {
        var job = added(1, 4);
        jobs().addResults(job.id(), List.of(scored(2), scored(0)));
        jobs().addResults(job.id(), List.of(scored(3), faulty(1)));

        assertThat(queries().results(job.id(), 1, 2)).containsExactly(faulty(1), scored(2));
        assertThat(queries().results(job.id(), 3, 10)).containsExactly(scored(3));
        assertThat(queries().results(job.id(), 4, 10)).isEmpty();
    }

    @Test
    default void keeps_a_prediction_that_fell_back() {
        var job = added(1, 1);
        var good = SamplePredictions.prediction(1);
        var fellBack =
                new Prediction(
                        good.id(),
                        good.contract(),
                        good.modelVersion(),
                        good.stage(),
                        good.entity(),
                        good.features(),
                        good.probability(),
                        good.positive(),
                        good.riskLevel(),
                        good.latencyMicros(),
                        good.requestId(),
                        good.at(),
                        new Prediction.Path.FellBack(7));

        jobs().addResults(job.id(), List.of(new Result.Scored(0, fellBack)));

        assertThat(queries().results(job.id(), 0, 1))
                .containsExactly(new Result.Scored(0, fellBack));
    }

    @Test
    default void tells_what_waits() {
        assertThat(jobs().load()).isEqualTo(new BatchJobs.Load(0, Duration.ZERO));
        added(1, 3);
        var begun = added(2, 4);
        jobs().addResults(begun.id(), List.of(scored(0)));
        var failed = added(3, 5);
        jobs().update(failed.withProgress(new Progress.Failed(NOON, "no model")));

        assertThat(jobs().load()).isEqualTo(new BatchJobs.Load(6, Duration.ZERO));
    }

    @Test
    default void tells_the_median_pace_of_the_newest() {
        for (int number = 1; number <= 3; number++) {
            var job = added(number, 2);
            var took = Duration.ofMillis(10L * number * number);
            jobs().update(job.withProgress(new Progress.Finished(NOON, NOON.plus(took))));
        }

        assertThat(jobs().load()).isEqualTo(new BatchJobs.Load(0, Duration.ofMillis(20)));
    }

    @Test
    default void a_batch_of_a_transaction_that_rolls_back_is_not_there() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    added(1, 1);
                                    throw new IllegalStateException("changed my mind");
                                }))
                .hasMessage("changed my mind");

        assertThat(queries().named("batch-1")).isEmpty();
    }
}
