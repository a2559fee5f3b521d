package io.holdfast.domain.scoring;

import static io.holdfast.domain.scoring.SampleFacts.customer;
import static io.holdfast.domain.scoring.SampleFacts.fact;
import static io.holdfast.domain.scoring.SampleFacts.order;
import static io.holdfast.domain.scoring.SampleFacts.stranger;
import static io.holdfast.domain.scoring.SamplePredictions.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.scoring.CustomerScoreQueries.Customer;
import io.holdfast.domain.scoring.CustomerScoreQueries.Origin;
import io.holdfast.domain.scoring.CustomerScoreQueries.Place;
import io.holdfast.domain.scoring.CustomerScoreQueries.Predicted;
import io.holdfast.domain.scoring.CustomerScoreQueries.Rating;
import io.holdfast.domain.scoring.CustomerScoreQueries.Start;
import io.holdfast.domain.scoring.CustomerScores.Run;
import io.holdfast.domain.scoring.CustomerScores.Score;
import io.holdfast.domain.scoring.DashboardQueries.HighRisk;
import io.holdfast.domain.scoring.DashboardQueries.Point;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `CustomerScores`, and the queries that read what it stores, promises. Begins without
/// customers and facts, with `SampleContracts.tiny("tiny", 1)` known.
public interface CustomerScoresContract {

    Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    CustomerScores scores();

    CustomerScoreQueries queries();

    DashboardQueries dashboard();

    InferenceLog log();

    /// Stores facts: what they are about before them.
    void given(List<Fact> facts);

    void forget(String customer);

    static Run run(int number, Instant asOf) {
        return new Run(
                new UUID(0x7000L, number),
                new ContractId("tiny", 1),
                4,
                List.of(2, 3),
                asOf,
                17,
                NOW.plusSeconds(number));
    }

    static Score score(String customer, double probability) {
        return new Score(
                customer,
                FeatureVector.of(29.85, 1, Double.NaN),
                new Probability(probability),
                probability >= 0.6 ? "High" : "Low",
                3,
                Stage.STAGING);
    }

    private Run finished(int number, Instant asOf, Score... some) {
        var run = run(number, asOf);
        assertThat(scores().begin(run)).isTrue();
        assertThat(scores().add(run, List.of(some), 0, NOW)).isTrue();
        assertThat(scores().finish(run, NOW)).isTrue();
        return run;
    }

    private List<String> listed(String level, Start start, int limit) {
        return queries().list("tiny", level, start, limit).stream().map(Customer::id).toList();
    }

    /// Those with a score.
    private List<String> listed() {
        return queries()
                .list("tiny", CustomerScoreQueries.ANY_LEVEL, new Start.Skipping(0), 100)
                .stream()
                .filter(customer -> customer.rating() instanceof Rating.Rated)
                .map(Customer::id)
                .toList();
    }

    @Test
    default void what_was_stored_can_be_read_in_the_callers_terms() {
        given(
                List.of(
                        fact(
                                FactKind.CUSTOMERS,
                                "customer_id",
                                "c1",
                                "first_name",
                                "Ada",
                                "last_name",
                                "Byron",
                                "email",
                                "ada@example.com"),
                        stranger("c2")));
        finished(1, NOW, score("c1", 0.7));

        var found = queries().find("tiny", "c1").orElseThrow();

        var rated = (Rating.Rated) found.rating();
        assertThat(rated.features())
                .containsExactly(entry("charge", 29.85), entry("plan", "gold, \"old\""));
        assertThat(found)
                .isEqualTo(
                        new Customer(
                                "c1",
                                "Ada Byron",
                                "ada@example.com",
                                new Rating.Rated(
                                        new ContractId("tiny", 1),
                                        3,
                                        "Staging",
                                        rated.features(),
                                        0.7,
                                        "High",
                                        List.of(),
                                        NOW)));
        var unscored = new Customer("c2", "", "", new Rating.NotYet());
        assertThat(queries().list("tiny", "", new Start.Skipping(0), 10))
                .containsExactly(found, unscored);
        assertThat(queries().find("tiny", "c2")).contains(unscored);
        assertThat(queries().find("tiny", "nobody")).isEmpty();
        assertThat(queries().list("other", "High", new Start.Skipping(0), 10)).isEmpty();
    }

    @Test
    default void lists_the_riskiest_first_by_level_page_and_position() {
        for (var id : List.of("a", "b", "c", "d", "e")) {
            given(List.of(stranger(id)));
        }
        finished(
                1,
                NOW,
                score("d", 0.5),
                score("b", 0.9),
                score("c", 0.7),
                score("a", 0.7),
                score("e", 0.1 + 0.2));

        assertThat(listed()).containsExactly("b", "a", "c", "d", "e");
        assertThat(listed("High", new Start.Skipping(0), 10)).containsExactly("b", "a", "c");
        assertThat(listed("Low", new Start.Skipping(1), 10)).containsExactly("e");
        assertThat(listed("", new Start.Skipping(1), 2)).containsExactly("a", "c");
        assertThat(listed("", new Start.After(0.7, "a"), 2)).containsExactly("c", "d");
        assertThat(listed("High", new Start.After(0.9, "b"), 9)).containsExactly("a", "c");
        assertThat(listed("", new Start.After(0.1 + 0.2, "e"), 9)).isEmpty();
        assertThat(listed("", new Start.Skipping(9), 9)).isEmpty();
        assertThat(listed("Unheard of", new Start.Skipping(0), 9)).isEmpty();
        assertThat(queries().count("tiny", "")).isEqualTo(5);
        assertThat(queries().count("tiny", "High")).isEqualTo(3);
        assertThat(queries().count("other", "")).isEqualTo(5);
        assertThat(queries().count("other", "High")).isZero();
    }

    @Test
    default void the_score_as_of_the_latest_moment_stays() {
        given(List.of(stranger("c1"), stranger("c2")));
        finished(1, NOW, score("c1", 0.1), score("c2", 0.3));
        finished(2, NOW.minusSeconds(60), score("c1", 0.2));

        assertThat(queries().list("tiny", "", new Start.Skipping(0), 9))
                .extracting(one -> ((Rating.Rated) one.rating()).probability())
                .containsExactly(0.3, 0.1);
        assertThat(scores().newest("tiny").orElseThrow().run()).isEqualTo(run(1, NOW));

        finished(3, NOW.plusSeconds(1), score("c1", 0.4));

        assertThat(listed()).as("c2 can no longer be scored").containsExactly("c1");
    }

    @Test
    default void a_customer_who_is_gone_has_no_score_and_keeps_none() {
        given(List.of(stranger("c1"), stranger("c2")));
        finished(1, NOW, score("c1", 0.1), score("c2", 0.3), score("gone", 0.5));
        assertThat(listed()).containsExactly("c2", "c1");

        forget("c2");

        assertThat(listed()).containsExactly("c1");
        assertThat(queries().find("tiny", "c2")).isEmpty();
    }

    @Test
    default void a_run_has_its_contracts_place_to_its_end() {
        var first = run(1, NOW);
        assertThat(scores().begin(first)).isTrue();
        assertThat(scores().begin(run(2, NOW))).isFalse();
        assertThat(scores().newest("tiny")).isEmpty();

        assertThat(scores().add(first, List.of(), 3, NOW)).isTrue();
        assertThat(scores().finish(first, NOW.plusSeconds(9))).isTrue();

        assertThat(scores().newest("tiny"))
                .contains(new CustomerScores.Finished(first, NOW.plusSeconds(9), 0, 3));
        assertThat(scores().finish(first, NOW)).isFalse();
        assertThat(scores().add(first, List.of(), 1, NOW)).isFalse();
        assertThat(scores().begin(run(3, NOW))).isTrue();
    }

    @Test
    default void a_run_that_was_broken_off_or_fell_silent_makes_room() {
        given(List.of(stranger("c1")));
        var first = run(1, NOW);
        var second = run(2, NOW);
        scores().begin(first);
        scores().breakOff(first, NOW);
        assertThat(scores().begin(second)).isTrue();
        scores().breakOff(first, NOW);
        var alive = second.startedAt().plusSeconds(60);
        assertThat(scores().add(second, List.of(), 0, alive)).isTrue();

        assertThat(scores().begin(begun(3, alive.plus(CustomerScores.STALE)))).isFalse();
        var third = begun(4, alive.plus(CustomerScores.STALE).plusMillis(1));
        assertThat(scores().begin(third)).isTrue();

        assertThat(scores().add(second, List.of(score("c1", 0.1)), 0, NOW)).isFalse();
        assertThat(scores().finish(second, NOW)).isFalse();
        assertThat(listed()).isEmpty();
        assertThat(scores().finish(third, NOW)).isTrue();
    }

    private static Run begun(int number, Instant at) {
        var run = run(number, NOW);
        return new Run(run.id(), run.contract(), 4, List.of(2), NOW, 17, at);
    }

    @Test
    default void of_runs_at_once_one_begins() {
        var begun = AtOnce.call(8, caller -> scores().begin(run(caller, NOW)));

        assertThat(Collections.frequency(begun, true)).isEqualTo(1);
    }

    @Test
    default void takes_a_page_of_bounded_size() {
        var run = run(1, NOW);
        scores().begin(run);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        scores().add(
                                        run,
                                        Collections.nCopies(
                                                CustomerScores.MAX_PAGE + 1, score("c1", 0.1)),
                                        0,
                                        NOW));
    }

    @Test
    default void tells_answers_beside_the_scores_of_the_base() {
        given(List.of(stranger("c1"), stranger("c2")));
        finished(1, NOW, score("c1", 0.1), score("c2", 0.8));
        var before = SamplePredictions.prediction(1, "tiny", NOW.minusSeconds(1));
        var after = SamplePredictions.prediction(2, "tiny", NOW.plusSeconds(1));
        log().append(List.of(before, after));
        var far = NOW.plus(Duration.ofDays(1));

        assertThat(queries().predictions("tiny", "", Instant.EPOCH, far, Place.START, 10))
                .extracting(Predicted::customer, Predicted::origin, Predicted::at)
                .containsExactly(
                        tuple("customer-2", Origin.ANSWERED, after.at()),
                        tuple("c2", Origin.BASE, NOW),
                        tuple("c1", Origin.BASE, NOW),
                        tuple("customer-1", Origin.ANSWERED, before.at()));
        assertThat(queries().predictions("tiny", "", NOW, NOW.plusSeconds(1), Place.START, 10))
                .extracting(Predicted::customer)
                .containsExactly("c2", "c1");
        assertThat(queries().predictions("tiny", "", NOW.plusMillis(1), far, Place.START, 10))
                .extracting(Predicted::customer)
                .containsExactly("customer-2");
        assertThat(queries().predictions("tiny", "High", Instant.EPOCH, far, Place.START, 10))
                .extracting(Predicted::customer)
                .containsExactly("c2");
        assertThat(queries().predictions("tiny", "", Instant.EPOCH, far, Place.START, 2))
                .hasSize(2);
        assertThat(queries().predictions("other", "", Instant.EPOCH, far, Place.START, 10))
                .isEmpty();
    }

    private List<String> pages(String level, int limit) {
        var found = new ArrayList<String>();
        var after = Place.START;
        while (true) {
            var page =
                    queries()
                            .predictions(
                                    "tiny",
                                    level,
                                    Instant.EPOCH,
                                    NOW.plus(Duration.ofDays(1)),
                                    after,
                                    limit);
            if (page.isEmpty()) {
                return found;
            }
            page.forEach(one -> found.add(one.customer()));
            after = page.getLast().place();
        }
    }

    /// Of one moment, one probability and one origin, too: nobody is told twice or left out.
    @Test
    default void goes_on_behind_a_prediction() {
        given(List.of(stranger("c1"), stranger("c2"), stranger("c3"), stranger("c4")));
        finished(1, NOW, score("c1", 0.3), score("c2", 0.8), score("c3", 0.3), score("c4", 0.1));
        log().append(
                        List.of(
                                answer(1, "old", 1, 0.9, 1, NOW.minusSeconds(1)),
                                answer(2, "second", 1, 0.3, 1, NOW),
                                answer(3, "first", 1, 0.3, 1, NOW),
                                answer(4, "new", 1, 0.2, 1, NOW.plusSeconds(1)),
                                answer(5, "sure", 1, 0.9, 1, NOW)));
        var all = List.of("new", "sure", "c2", "first", "second", "c1", "c3", "c4", "old");

        for (int limit = 1; limit <= 10; limit++) {
            assertThat(pages("", limit)).as("pages of %d", limit).isEqualTo(all);
        }
        assertThat(pages("High", 1)).containsExactly("c2");
    }

    @Test
    default void lists_who_has_no_score_behind_everybody_else() {
        given(List.of(stranger("d"), stranger("a"), stranger("c"), stranger("b")));
        finished(1, NOW, score("b", 0.2), score("d", 0.8));

        assertThat(listed("", new Start.Skipping(0), 10)).containsExactly("d", "b", "a", "c");
        assertThat(listed("", new Start.Skipping(0), 3)).containsExactly("d", "b", "a");
        assertThat(listed("", new Start.Skipping(1), 2)).containsExactly("b", "a");
        assertThat(listed("", new Start.Skipping(3), 2)).containsExactly("c");
        assertThat(listed("", new Start.Skipping(4), 2)).isEmpty();
        assertThat(listed("", new Start.After(0.8, "d"), 2)).containsExactly("b", "a");
        assertThat(listed("", new Start.After(0.2, "b"), 2)).containsExactly("a", "c");
        assertThat(listed("", new Start.AfterUnscored("a"), 2)).containsExactly("c");
        assertThat(listed("", new Start.AfterUnscored("c"), 2)).isEmpty();
        assertThat(queries().count("tiny", "")).isEqualTo(4);
        assertThat(queries().count("tiny", "High")).isEqualTo(1);
        assertThat(queries().list("tiny", "High", new Start.Skipping(0), 10)).hasSize(1);
        assertThat(queries().list("tiny", "", new Start.Skipping(2), 1))
                .extracting(Customer::rating)
                .containsExactly(new Rating.NotYet());
    }

    /// Ann ordered once and churned on January 31; Bob ordered again after more than 91 days; Eve
    /// orders all the time; Joe has registered only.
    private void someBusiness() {
        given(
                List.of(
                        customer("ann", "2025-10-01T00:00:00Z"),
                        stranger("bob"),
                        customer("eve", "2026-02-27T10:30:00Z"),
                        customer("joe", "2026-02-28T23:59:59Z"),
                        order("o1", "ann", "2025-11-01T12:00:00Z", "100"),
                        order("o2", "bob", "2025-10-01T12:00:00Z", "40"),
                        order("o3", "bob", "2026-02-28T06:00:00Z", "60"),
                        order("o4", "eve", "2026-02-27T11:00:00Z", "10"),
                        order("o5", "eve", "2026-02-28T11:00:00Z", "20"),
                        order("o6", "ann", "2026-01-01T00:00:00Z", "1000", "cancelled"),
                        order("o7", "ann", "2025-02-28T23:59:59Z", "7"),
                        order("o8", "joe", "2026-03-01T00:00:00Z", "5")));
    }

    @Test
    default void counts_the_base_by_hand() {
        someBusiness();
        finished(1, NOW, score("ann", 0.75), score("bob", 0.6), score("eve", 0.2));

        assertThat(dashboard().stats("tiny"))
                .isEqualTo(
                        new DashboardQueries.Stats(
                                4,
                                // Ann, of three who have bought before March.
                                33.33,
                                2,
                                // 0.75 of Ann's 100 (a second too old: 7) and 0.6 of Bob's 100.
                                new BigDecimal("135.00")));
        assertThat(dashboard().stats("other").highRisk()).isZero();
    }

    @Test
    default void knows_nothing_of_churn_before_the_first_run() {
        someBusiness();

        assertThat(dashboard().stats("tiny"))
                .isEqualTo(new DashboardQueries.Stats(4, 0, 0, new BigDecimal("0.00")));
        assertThat(dashboard().trends("tiny", List.of(NOW.minus(Duration.ofDays(1)), NOW)))
                .containsExactly(
                        new Point(NOW.minus(Duration.ofDays(1)), 0, new HighRisk.Unknown(), 0, 0));
    }

    /// Not when the registration says, which is later.
    @Test
    default void a_customer_is_known_since_the_first_completed_order_at_the_latest() {
        given(
                List.of(
                        customer("c1", "2026-02-20T00:00:00Z"),
                        order("o1", "c1", "2026-01-05T00:00:00Z", "5", "failed"),
                        order("o2", "c1", "2026-01-20T00:00:00Z", "5"),
                        order("o3", "c1", "2026-01-21T00:00:00Z", "5"),
                        customer("c2", "2026-02-20T00:00:00Z"),
                        order("o4", "c2", "2026-01-20T00:00:00Z", "5", "failed")));
        finished(1, NOW, score("c1", 0.5));

        var january10 = Instant.parse("2026-01-10T00:00:00Z");
        var february1 = Instant.parse("2026-02-01T00:00:00Z");
        assertThat(
                        dashboard()
                                .trends(
                                        "tiny",
                                        List.of(
                                                january10.minus(Duration.ofDays(9)),
                                                january10,
                                                february1,
                                                NOW)))
                .extracting(Point::known)
                .containsExactly(0L, 1L, 1L);
    }

    @Test
    default void counts_trends_by_hand() {
        someBusiness();
        var february27 = Instant.parse("2026-02-27T00:00:00Z");
        finished(1, NOW, score("ann", 0.75), score("bob", 0.6), score("eve", 0.2));
        finished(2, february27, score("ann", 0.75), score("bob", 0.3));

        var from = Instant.parse("2025-12-01T00:00:00Z");
        assertThat(
                        dashboard()
                                .trends(
                                        "tiny",
                                        List.of(
                                                from,
                                                Instant.parse("2026-01-01T00:00:00Z"),
                                                Instant.parse("2026-02-01T00:00:00Z"),
                                                february27,
                                                Instant.parse("2026-02-28T00:00:00Z"),
                                                NOW,
                                                NOW.plus(Duration.ofDays(1)))))
                .containsExactly(
                        // Bob's 91 days are over on the last day of the year, at noon.
                        new Point(from, 50, new HighRisk.Unknown(), 0, 1),
                        new Point(
                                Instant.parse("2026-01-01T00:00:00Z"),
                                100,
                                new HighRisk.Unknown(),
                                0,
                                1),
                        new Point(
                                Instant.parse("2026-02-01T00:00:00Z"),
                                100,
                                new HighRisk.Unknown(),
                                0,
                                0),
                        new Point(february27, 66.67, new HighRisk.Counted(1), 1, 0),
                        new Point(
                                Instant.parse("2026-02-28T00:00:00Z"),
                                33.33,
                                new HighRisk.Counted(1),
                                1,
                                0),
                        new Point(NOW, 33.33, new HighRisk.Counted(2), 0, 0));
    }
}
