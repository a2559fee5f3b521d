package io.holdfast.domain.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.ingestion.ImportRun.Progress;
import io.holdfast.domain.ingestion.ImportRun.State;
import io.holdfast.domain.kernel.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `ImportRuns` promises. Begins empty.
public interface ImportRunsContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    UUID LATEST = new UUID(-1, -1);

    ImportRuns runs();

    /// Over the same store.
    ImportQueries queries();

    /// Those of the same store.
    Transactions transactions();

    /// Of now, as the runs see it; begins at `NOON`.
    Instant now();

    /// Lets time go by.
    void pass(Duration time);

    static ImportRun run(int number) {
        return new ImportRun(
                new UUID((0x0190_0000L + number) << 32 | 0x7000L, 0x8000_0000_0000_0000L),
                "shop",
                "orders",
                new ImportRun.File("orders.csv", 5L << 30, "ab".repeat(32)),
                number % 2 == 0,
                "ada",
                NOON.plusSeconds(number),
                new Progress(0, 0),
                new State.Running());
    }

    private static FactLoads.Count count(FactKind kind) {
        return new FactLoads.Count(kind, 1, 2, 3, 4, 5, 6, 1L << 40);
    }

    @Test
    default void keeps_a_run_in_every_state() {
        var progress =
                new Progress(1_000, 7, List.of(new ImportRun.Skipped("no \"customer\"", 12)));
        List<State> ends =
                List.of(
                        new State.Completed(
                                NOON, List.of(count(FactKind.ORDERS), count(FactKind.RETURNS))),
                        new State.Completed(NOON, List.of()),
                        new State.Refused(NOON, "too much is wrong"),
                        new State.Failed(NOON, "the disk is full"),
                        new State.Cancelled(NOON));
        for (int i = 0; i < ends.size(); i++) {
            var run = run(i);
            runs().add(run);
            assertThat(queries().find(run.id())).contains(run);

            var running = run.in(progress, new State.Running());
            assertThat(runs().update(running)).isTrue();
            assertThat(queries().find(run.id())).contains(running);

            var ended = run.in(progress, ends.get(i));
            assertThat(runs().update(ended)).isTrue();
            assertThat(queries().find(run.id())).contains(ended);
        }
    }

    @Test
    default void a_run_that_is_over_stays_as_it_is() {
        var run = run(1);
        runs().add(run);
        var failed = run.in(new Progress(2, 1), new State.Failed(NOON, "gone"));
        runs().update(failed);

        assertThat(runs().update(run)).isFalse();
        assertThat(runs().update(run.in(new Progress(9, 9), new State.Running()))).isFalse();
        assertThat(queries().find(run.id())).contains(failed);
    }

    @Test
    default void an_unknown_run_is_not_updated() {
        assertThat(runs().update(run(1))).isFalse();
        assertThat(queries().find(run(1).id())).isEmpty();
    }

    @Test
    default void a_run_that_goes_on_can_be_taken_back() {
        runs().add(run(1));
        runs().add(run(2));
        var failed = run(2).in(new Progress(2, 1), new State.Failed(NOON, "gone"));
        runs().update(failed);

        assertThat(runs().takeBack(run(1).id())).isTrue();
        assertThat(runs().takeBack(run(1).id())).isFalse();
        assertThat(runs().takeBack(run(2).id())).isFalse();
        assertThat(runs().takeBack(run(3).id())).isFalse();
        assertThat(queries().list(LATEST, 10)).containsExactly(failed);
    }

    @Test
    default void a_run_is_taken_back_with_the_callers_transaction() {
        runs().add(run(1));
        var rolledBack = new IllegalArgumentException("enough");

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    assertThat(runs().takeBack(run(1).id())).isTrue();
                                    throw rolledBack;
                                }))
                .isSameAs(rolledBack);

        assertThat(queries().find(run(1).id())).contains(run(1));
    }

    @Test
    default void refuses_an_id_that_is_taken() {
        runs().add(run(1));

        assertThatThrownBy(() -> runs().add(run(1))).isInstanceOf(RuntimeException.class);
    }

    @Test
    default void lists_the_newest_first_and_page_by_page() {
        for (int number : List.of(2, 1, 3)) {
            runs().add(run(number));
        }

        assertThat(queries().list(LATEST, 2)).containsExactly(run(3), run(2));
        assertThat(queries().list(run(2).id(), 2)).containsExactly(run(1));
        assertThat(queries().list(run(1).id(), 2)).isEmpty();
    }

    @Test
    default void keeps_why_rows_were_rejected_in_the_order_of_lines() {
        runs().add(run(1));
        runs().add(run(2));
        var first = new Rejection(9, "when", "n\u00f6\ud83d\ude00", "must be a day");
        var second = new Rejection(3, "", "", "has 2 cells, the header 3");
        var third = new Rejection(9, "what", "x".repeat(300), "is too long");
        runs().reject(run(1).id(), List.of(first));
        runs().reject(run(1).id(), List.of(second, third));
        runs().reject(run(2).id(), List.of(second));

        assertThat(queries().rejections(run(1).id(), ImportQueries.Mark.START, 10).rejections())
                .containsExactly(second, first, third);
        assertThat(queries().rejections(run(3).id(), ImportQueries.Mark.START, 1).rejections())
                .isEmpty();
        var page = queries().rejections(run(1).id(), ImportQueries.Mark.START, 2);
        assertThat(page.rejections()).containsExactly(second, first);
        page = queries().rejections(run(1).id(), page.last(), 2);
        assertThat(page.rejections()).containsExactly(third);
        assertThat(queries().rejections(run(1).id(), page.last(), 2).rejections()).isEmpty();
    }

    @Test
    default void takes_any_text_for_a_value() {
        runs().add(run(1));
        runs().reject(run(1).id(), List.of(new Rejection(1, "a", "x\u0000y\ud83d", "is odd")));

        assertThat(queries().rejections(run(1).id(), ImportQueries.Mark.START, 1).rejections())
                .singleElement()
                .satisfies(one -> assertThat(one.value()).startsWith("x"));
    }

    @Test
    default void progress_and_rejections_stay_when_the_callers_transaction_is_rolled_back() {
        runs().add(run(1));
        var rejection = new Rejection(1, "a", "b", "is c");
        var running = run(1).in(new Progress(10, 1), new State.Running());
        var rolledBack = new IllegalArgumentException("enough");

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    runs().update(running);
                                    runs().reject(run(1).id(), List.of(rejection));
                                    throw rolledBack;
                                }))
                .isSameAs(rolledBack);

        assertThat(queries().find(run(1).id())).contains(running);
        assertThat(queries().rejections(run(1).id(), ImportQueries.Mark.START, 10).rejections())
                .containsExactly(rejection);
    }

    private int failAbandoned(Duration silence) {
        return runs().failAbandoned(now().minus(silence), now(), "the process is gone");
    }

    private State state(int number) {
        return queries().find(run(number).id()).orElseThrow().state();
    }

    @Test
    default void fails_what_was_abandoned_and_nothing_else() {
        for (int number = 1; number <= 3; number++) {
            runs().add(run(number));
        }
        runs().update(run(1).in(new Progress(1, 0), new State.Completed(NOON, List.of())));
        pass(Duration.ofMinutes(10));
        var running = run(3).in(new Progress(1, 0), new State.Running());
        runs().update(running);
        pass(Duration.ofMinutes(10));

        assertThat(failAbandoned(Duration.ofMinutes(20))).isZero();
        assertThat(failAbandoned(Duration.ofMinutes(15))).isEqualTo(1);

        assertThat(state(1)).isInstanceOf(State.Completed.class);
        assertThat(state(2)).isEqualTo(new State.Failed(now(), "the process is gone"));
        assertThat(queries().find(run(3).id())).contains(running);
    }

    @Test
    default void what_is_begun_anew_is_not_abandoned() {
        runs().add(run(1));
        pass(Duration.ofMinutes(20));
        runs().begin(run(1).id());

        assertThat(failAbandoned(Duration.ofMinutes(15))).isZero();
    }

    @Test
    default void a_run_is_not_abandoned_while_a_transaction_works_on_it() {
        runs().add(run(1));

        transactions()
                .run(() -> {
                    runs().hold(run(1).id());
                    runs().reject(run(1).id(), List.of(new Rejection(1, "a", "b", "is c")));
                    runs().update(run(1).in(new Progress(1, 1), new State.Running()));
                    pass(Duration.ofHours(2));
                    assertThat(failAbandoned(Duration.ofMinutes(15))).isZero();
                });

        assertThat(state(1)).isEqualTo(new State.Running());
        assertThat(failAbandoned(Duration.ofMinutes(15))).isEqualTo(1);
    }

    @Test
    default void a_run_is_held_within_a_transaction_only() {
        runs().add(run(1));

        assertThatThrownBy(() -> runs().hold(run(1).id()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static ImportRun waiting(int number) {
        return run(number).in(new Progress(0, 0), new State.Waiting());
    }

    @Test
    default void keeps_runs_that_wait_as_long_as_there_is_room() {
        assertThat(runs().addWaiting(List.of(waiting(1), waiting(2)), 3)).isTrue();
        assertThat(runs().addWaiting(List.of(waiting(3), waiting(4)), 3)).isFalse();

        assertThat(queries().find(waiting(1).id())).contains(waiting(1));
        assertThat(queries().find(waiting(3).id())).isEmpty();
        assertThat(queries().waiting()).isEqualTo(2);

        assertThat(runs().addWaiting(List.of(waiting(3)), 3)).isTrue();
        assertThat(runs().addWaiting(List.of(waiting(4)), 3)).isFalse();
        runs().begin(waiting(1).id());
        assertThat(runs().addWaiting(List.of(waiting(4)), 3)).isTrue();
    }

    @Test
    default void runs_that_wait_are_added_with_the_callers_transaction() {
        var rolledBack = new IllegalArgumentException("enough");

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    runs().addWaiting(List.of(waiting(1)), 1);
                                    throw rolledBack;
                                }))
                .isSameAs(rolledBack);

        assertThat(queries().find(waiting(1).id())).isEmpty();
    }

    @Test
    default void begins_what_waits_and_again_what_was_left() {
        runs().addWaiting(List.of(waiting(1)), 1);

        assertThat(runs().begin(run(1).id())).contains(run(1));
        runs().update(run(1).in(new Progress(10, 1), new State.Running()));
        runs().reject(run(1).id(), List.of(new Rejection(1, "a", "b", "is c")));

        assertThat(runs().begin(run(1).id())).contains(run(1));
        assertThat(queries().find(run(1).id())).contains(run(1));
        assertThat(queries().rejections(run(1).id(), ImportQueries.Mark.START, 10).rejections())
                .isEmpty();
        assertThat(queries().waiting()).isZero();
    }

    @Test
    default void begins_nothing_that_is_over_or_not_there() {
        runs().addWaiting(List.of(waiting(1)), 1);
        var cancelled = waiting(1).in(new Progress(0, 0), new State.Cancelled(NOON));
        assertThat(runs().update(cancelled)).isTrue();

        assertThat(runs().begin(run(1).id())).isEmpty();
        assertThat(runs().begin(run(2).id())).isEmpty();
        assertThat(queries().find(run(1).id())).contains(cancelled);
    }

    @Test
    default void completes_with_the_callers_transaction() {
        var completed =
                run(1).in(
                                new Progress(5, 0),
                                new State.Completed(NOON, List.of(count(FactKind.ORDERS))));
        runs().add(run(1));
        var rolledBack = new IllegalArgumentException("enough");

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    assertThat(runs().complete(completed)).isTrue();
                                    throw rolledBack;
                                }))
                .isSameAs(rolledBack);
        assertThat(queries().find(run(1).id())).contains(run(1));

        assertThat(runs().complete(completed)).isTrue();
        assertThat(queries().find(run(1).id())).contains(completed);
        assertThat(runs().complete(completed)).isFalse();
        assertThat(runs().complete(run(2))).isFalse();
    }

    @Test
    default void tells_what_is_wrong_most_often() {
        runs().add(run(1));
        runs().reject(
                        run(1).id(),
                        List.of(
                                new Rejection(2, "when", "x", "must be a day"),
                                new Rejection(3, "sum", "-1", "must not be negative"),
                                new Rejection(4, "who", "", "is required"),
                                new Rejection(5, "sum", "-2", "must not be negative")));

        assertThat(queries().faults(run(1).id(), 2))
                .containsExactly(
                        new ImportQueries.Fault("sum", "must not be negative", 2, 3),
                        new ImportQueries.Fault("when", "must be a day", 1, 2));
        assertThat(queries().faults(run(2).id(), 2)).isEmpty();
    }
}
