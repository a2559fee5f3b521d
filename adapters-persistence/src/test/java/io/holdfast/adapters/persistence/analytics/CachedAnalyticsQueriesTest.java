package io.holdfast.adapters.persistence.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.AnalyticsQueries;
import io.holdfast.domain.analytics.AnalyticsQueriesContract;
import io.holdfast.domain.analytics.Answer;
import io.holdfast.domain.analytics.Condition;
import io.holdfast.domain.analytics.InMemoryAnalyticsQueries;
import io.holdfast.domain.analytics.Question;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CachedAnalyticsQueriesTest implements AnalyticsQueriesContract {

    private static final Question PROFILES = Question.all(Analysis.CUSTOMER_PROFILES);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = AS_OF;
    private final InMemoryAnalyticsQueries computed = new InMemoryAnalyticsQueries(AS_OF);
    private final CountDownLatch slow = new CountDownLatch(1);
    private boolean isSlow;
    private boolean isBroken;

    private final CachedAnalyticsQueries queries =
            new CachedAnalyticsQueries(
                    new AnalyticsQueries() {
                        @Override
                        public Answer answer(Question question, Instant asOf) {
                            return after(computed.answer(question, asOf));
                        }

                        @Override
                        public Answer latest(Question question) {
                            return after(computed.latest(question));
                        }
                    },
                    new CachedAnalyticsQueries.Times(
                            MINUTE, Duration.ofMinutes(90), Duration.ofHours(2)),
                    () -> now,
                    () -> 0);

    private Answer after(Answer answer) {
        if (isBroken) {
            throw new IllegalStateException("broken");
        }
        if (isSlow) {
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return answer;
    }

    @BeforeEach
    void hear() {
        queries.current(0);
    }

    @Override
    public AnalyticsQueries queries() {
        return queries;
    }

    @Override
    public void addCustomer(String id, String segment, BigDecimal lifetimeValue) {
        computed.addCustomer(id, segment, lifetimeValue);
        queries.forget();
    }

    private int computations() {
        return computed.asked.size();
    }

    @Test
    void is_computed_once_for_its_time() {
        var _ = queries.latest(PROFILES);
        now = now.plus(MINUTE).minusNanos(1);
        var _ = queries.latest(PROFILES);
        assertThat(computations()).isEqualTo(1);
        assertThat(queries.hits()).isEqualTo(1);
        assertThat(queries.misses()).isEqualTo(1);

        now = now.plusNanos(1);
        var _ = queries.latest(PROFILES);
        assertThat(computations()).isEqualTo(2);
    }

    @Test
    void every_parameter_counts() {
        var questions =
                List.of(
                        PROFILES,
                        Question.all(Analysis.REVENUE_ANALYSIS),
                        new Question(Analysis.CUSTOMER_PROFILES, List.of(), 5, 0),
                        new Question(Analysis.CUSTOMER_PROFILES, List.of(), 5, 5),
                        new Question(
                                Analysis.CUSTOMER_PROFILES,
                                List.of(new Condition.Is("is_app_user", true)),
                                5,
                                0),
                        new Question(
                                Analysis.CUSTOMER_PROFILES,
                                List.of(new Condition.Is("is_app_user", false)),
                                5,
                                0));
        for (var question : questions) {
            var _ = queries.latest(question);
            var _ = queries.answer(question, AS_OF);
            var _ = queries.answer(question, AS_OF.minusNanos(1));
        }

        assertThat(computations()).isEqualTo(18);
        assertThat(queries.hits()).isZero();
    }

    @Test
    void an_earlier_answer_is_given_as_stale_where_none_can_be_computed() {
        var _ = queries.latest(PROFILES);
        isBroken = true;
        now = now.plus(MINUTE);

        assertThat(queries.latest(PROFILES).stale()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> queries.answer(PROFILES, AS_OF))
                .withMessage("broken");
        now = now.plus(Duration.ofHours(2));
        assertThatIllegalStateException().isThrownBy(() -> queries.latest(PROFILES));

        isBroken = false;
        computed.keep(now);
        assertThat(queries.latest(PROFILES).stale()).isFalse();
    }

    @Test
    void profiles_that_were_not_refreshed_for_long_are_stale() {
        now = AS_OF.plus(Duration.ofMinutes(90));
        assertThat(queries.latest(PROFILES).stale()).isFalse();

        now = now.plusNanos(1);
        assertThat(queries.latest(PROFILES).stale()).isTrue();
        assertThat(queries.answer(PROFILES, AS_OF).stale()).isFalse();
    }

    @Test
    void nothing_comes_back_from_before_a_refresh_or_an_erasure() throws Exception {
        computed.addCustomer("c1", "Premium", BigDecimal.ONE);
        isSlow = true;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = threads.submit(() -> queries.latest(PROFILES));
            await().until(() -> computations() == 1);
            computed.addCustomer("c2", "Premium", BigDecimal.ONE);
            queries.told("");
            var later = threads.submit(() -> queries.latest(PROFILES));
            await().until(() -> computations() == 2);
            slow.countDown();

            assertThat(begun.get().rows()).hasSize(1);
            assertThat(later.get().rows()).hasSize(2);
        }
        assertThat(queries.latest(PROFILES).rows()).hasSize(2);
        assertThat(computations()).isEqualTo(2);
    }

    @Test
    void a_stale_answer_does_not_outlive_an_erasure() {
        var _ = queries.latest(PROFILES);
        queries.told("");
        isBroken = true;

        assertThatIllegalStateException().isThrownBy(() -> queries.latest(PROFILES));
    }

    @Test
    void many_who_ask_at_once_cost_one_computation() throws Exception {
        isSlow = true;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> queries.latest(PROFILES));
            await().until(() -> computations() == 1);
            List<Future<Answer>> others =
                    IntStream.range(0, 20)
                            .mapToObj(_ -> threads.submit(() -> queries.latest(PROFILES)))
                            .toList();
            await().until(() -> queries.hits() == 20);
            slow.countDown();

            for (var other : others) {
                assertThat(other.get()).isEqualTo(first.get());
            }
        }
        assertThat(computations()).isEqualTo(1);
    }

    @Test
    void nothing_is_remembered_while_nobody_would_tell_of_an_erasure() {
        queries.lost();
        var _ = queries.latest(PROFILES);
        var _ = queries.latest(PROFILES);

        assertThat(computations()).isEqualTo(2);
    }
}
