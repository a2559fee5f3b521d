package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.models.TrainingJob.State;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `TrainingJobs` promises. Begins empty.
public interface TrainingJobsContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    int MANY = 100;

    TrainingJobs jobs();

    TrainingQueries queries();

    static TrainingJob job(int number) {
        return new TrainingJob(
                new UUID(0x7000L, number),
                "telco",
                new UUID(0x7100L, number),
                new ModelTrainer.Plan(-7, 3, true),
                "ada",
                NOON.plusSeconds(number),
                new State.Queued());
    }

    @Test
    default void keeps_a_job_in_every_state() {
        List<State> states =
                List.of(
                        new State.Queued(),
                        new State.Running(NOON, "forest, fold 2 of 5", 0.125),
                        new State.Running(NOON.plusSeconds(1), "boosting", 1),
                        new State.Failed(NOON, List.of("too few rows", "one class only")));
        var job = job(1);
        assertThat(jobs().add(job, MANY)).isTrue();
        for (var state : states) {
            assertThat(jobs().update(job.in(state))).isTrue();
            assertThat(queries().find(job.id())).contains(job.in(state));
        }
        for (var end : List.of(new State.Succeeded(NOON, 4), new State.Cancelled(NOON))) {
            var other = job(end instanceof State.Cancelled ? 2 : 3);
            jobs().add(other, MANY);
            assertThat(jobs().update(other.in(end))).isTrue();
            assertThat(queries().find(other.id())).contains(other.in(end));
        }
    }

    @Test
    default void a_job_that_is_over_stays_as_it_is() {
        var job = job(1);
        jobs().add(job, MANY);
        var cancelled = job.in(new State.Cancelled(NOON));
        jobs().update(cancelled);

        assertThat(jobs().update(job.in(new State.Running(NOON, "forest", 0.5)))).isFalse();
        assertThat(jobs().update(job.in(new State.Succeeded(NOON, 1)))).isFalse();

        assertThat(queries().find(job.id())).contains(cancelled);
    }

    @Test
    default void of_callers_that_end_a_job_at_once_one_does() {
        var job = job(1);
        jobs().add(job, MANY);

        var stored =
                AtOnce.call(
                        4,
                        caller ->
                                jobs().update(
                                                job.in(
                                                        caller % 2 == 0
                                                                ? new State.Cancelled(NOON)
                                                                : new State.Succeeded(NOON, 1))));

        assertThat(stored).containsOnlyOnce(true);
    }

    @Test
    default void knows_nothing_of_an_unknown_id() {
        assertThat(queries().find(new UUID(1, 1))).isEmpty();
        assertThat(jobs().update(job(1).in(new State.Cancelled(NOON)))).isFalse();
        assertThat(queries().list(10)).isEmpty();
    }

    @Test
    default void refuses_an_id_that_is_taken() {
        jobs().add(job(1), MANY);

        assertThatThrownBy(() -> jobs().add(job(1), MANY)).isInstanceOf(RuntimeException.class);
    }

    @Test
    default void lists_the_newest_first_and_no_more_than_asked_for() {
        for (int number : List.of(2, 1, 3)) {
            jobs().add(job(number), MANY);
        }

        assertThat(queries().list(10)).containsExactly(job(3), job(2), job(1));
        assertThat(queries().list(2)).containsExactly(job(3), job(2));
    }

    @Test
    default void lets_in_as_many_as_may_be_open() {
        assertThat(jobs().add(job(1), 2)).isTrue();
        assertThat(jobs().add(job(2), 2)).isTrue();
        assertThat(jobs().add(job(3), 2)).isFalse();
        assertThat(queries().find(job(3).id())).isEmpty();

        jobs().update(job(1).in(new State.Running(NOON, "forest", 0)));
        assertThat(jobs().add(job(3), 2)).isFalse();

        jobs().update(job(1).in(new State.Cancelled(NOON)));
        assertThat(jobs().add(job(3), 2)).isTrue();
    }

    @Test
    default void of_callers_at_once_no_more_get_in_than_there_is_room_for() {
        var added = AtOnce.call(6, caller -> jobs().add(job(caller + 1), 2));

        assertThat(added.stream().filter(in -> in)).hasSize(2);
        assertThat(queries().list(10)).hasSize(2);
    }
}
