package io.holdfast.domain.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every `AnalyticsQueries` promises. Begins with an empty store.
public interface AnalyticsQueriesContract {

    Instant AS_OF = Instant.parse("2025-06-20T00:00:00Z");

    AnalyticsQueries queries();

    /// One who never bought anything.
    void addCustomer(String id, String segment, BigDecimal lifetimeValue);

    private List<String> ids(int limit, int offset, Condition... conditions) {
        var question = new Question(Analysis.CUSTOMER_PROFILES, List.of(conditions), limit, offset);
        return queries().answer(question, AS_OF).rows().stream()
                .map(row -> ((Answer.Cell.Text) row.getFirst()).value())
                .toList();
    }

    private void addThree() {
        addCustomer("c3", "Premium", new BigDecimal("9000.50"));
        addCustomer("c1", "Premium", new BigDecimal("1000"));
        addCustomer("c2", "Stan'dard", new BigDecimal("20"));
    }

    @Test
    default void has_no_rows_without_customers() {
        for (var analysis : Analysis.values()) {
            assertThat(queries().answer(Question.all(analysis), AS_OF).rows()).isEmpty();
        }
    }

    @Test
    default void rows_have_a_cell_for_every_column() {
        addThree();

        for (var analysis : Analysis.values()) {
            assertThat(queries().answer(Question.all(analysis), AS_OF).rows())
                    .as(analysis.path())
                    .allSatisfy(row -> assertThat(row).hasSameSizeAs(analysis.columns()));
        }
    }

    @Test
    default void answers_a_page_in_a_stable_order() {
        addThree();

        assertThat(ids(10, 0)).containsExactly("c1", "c2", "c3");
        assertThat(ids(1, 1)).containsExactly("c2");
        assertThat(ids(10, 3)).isEmpty();
    }

    @Test
    default void narrows_by_every_condition_at_once() {
        addThree();
        var premium = new Condition.OneOf("customer_segment", Set.of("Premium"));
        var value = new BigDecimal("1000.00");

        assertThat(ids(10, 0, premium)).containsExactly("c1", "c3");
        assertThat(ids(10, 0, new Condition.OneOf("customer_segment", Set.of("Stan'dard", "x"))))
                .containsExactly("c2");
        assertThat(ids(10, 0, premium, new Condition.AtLeast("lifetime_value", value)))
                .containsExactly("c1", "c3");
        assertThat(ids(10, 0, premium, new Condition.MoreThan("lifetime_value", value)))
                .containsExactly("c3");
        assertThat(ids(10, 0, new Condition.AtMost("lifetime_value", value)))
                .containsExactly("c1", "c2");
        assertThat(ids(10, 0, new Condition.Is("is_app_user", true))).isEmpty();
        assertThat(ids(10, 0, premium, new Condition.Is("is_app_user", false)))
                .containsExactly("c1", "c3");
    }

    @Test
    default void what_is_unknown_meets_no_condition() {
        addThree();

        assertThat(ids(10, 0, new Condition.OneOf("loyalty_tier", Set.of("Gold")))).isEmpty();
        assertThat(ids(10, 0, new Condition.AtMost("avg_satisfaction", BigDecimal.TEN))).isEmpty();
    }

    @Test
    default void goes_on_after_a_customer() {
        addThree();
        var health = BigDecimal.ONE;
        var spent = BigDecimal.ZERO;

        assertThat(ids(10, 0, new Condition.After(health, spent, "c1")))
                .containsExactly("c2", "c3");
        assertThat(ids(1, 0, new Condition.After(health, spent, "c1"))).containsExactly("c2");
        assertThat(ids(10, 0, new Condition.After(health, spent, "c3"))).isEmpty();
    }

    @Test
    default void answers_from_the_facts_while_nothing_is_kept() {
        addThree();

        var answer = queries().latest(Question.all(Analysis.CUSTOMER_PROFILES));

        assertThat(answer.rows()).hasSize(3);
        assertThat(answer.asOf()).isEqualTo(answer.freshness());
        assertThat(answer.stale()).isFalse();
    }
}
