package io.holdfast.adapters.persistence.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.AnalyticsQueries;
import io.holdfast.domain.analytics.AnalyticsQueriesContract;
import io.holdfast.domain.analytics.Condition;
import io.holdfast.domain.analytics.Question;
import io.holdfast.domain.kernel.Unavailable;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcAnalyticsQueriesTest implements AnalyticsQueriesContract {

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public AnalyticsQueries queries() {
        return adapter.analytics().queries(new BigDecimal("5.00"));
    }

    @Override
    public void addCustomer(String id, String segment, BigDecimal lifetimeValue) {
        database.execute(
                """
                INSERT INTO customers (customer_id, source, segment, changed_at)
                VALUES ('%s', 's', '%s', now());
                INSERT INTO loyalty (customer_id, lifetime_value) VALUES ('%1$s', %3$s)
                """
                        .formatted(id, segment.replace("'", "''"), lifetimeValue));
    }

    private List<String> told(Analysis analysis) {
        return queries().answer(Question.all(analysis), AS_OF).rows().stream()
                .map(AnswerText::of)
                .toList();
    }

    /// Orders of 100, each with a discount of 1 and one line at the product's price.
    private void addOrders(String customer, String at, int count) {
        database.execute(
                """
                INSERT INTO products (product_id, category, unit_cost)
                VALUES ('p', 'Shoes', 60), ('q', 'Hats', NULL) ON CONFLICT DO NOTHING;
                INSERT INTO orders
                    (order_id, customer_id, ordered_at, channel, total, total_given, discount)
                SELECT '%1$s-' || n, '%1$s', '%2$s', 'store', 100, true, 1
                FROM generate_series(1, %3$d) AS n;
                INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price, line_total)
                SELECT '%1$s-' || n, 1, 'p', 1, 80, 80 FROM generate_series(1, %3$d) AS n;
                INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price, line_total)
                SELECT '%1$s-' || n, 2, 'q', 1, 20, 20 FROM generate_series(1, %3$d) AS n
                """
                        .formatted(customer, at, count));
    }

    private void addTicket(String customer, String id, String priority, String satisfaction) {
        database.execute(
                """
                INSERT INTO tickets (ticket_id, customer_id, created_at, priority, satisfaction)
                VALUES ('%s', '%s', '2025-01-01T00:00:00Z', '%s', %s)
                """
                        .formatted(id, customer, priority, satisfaction));
    }

    private void addSample() {
        addCustomer("c1", "Premium", new BigDecimal("4000"));
        addCustomer("c2", "Premium", new BigDecimal("1500"));
        addCustomer("c3", "Basic", new BigDecimal("10"));
        database.execute("UPDATE loyalty SET tier = 'Silver' WHERE customer_id <> 'c3'");
        addOrders("c1", "2025-06-10T00:00:00Z", 4);
        addOrders("c2", "2025-04-10T00:00:00Z", 1);
        addTicket("c1", "t1", "urgent", "4");
        addTicket("c1", "t2", "low", "5");
        addTicket("c2", "t3", "low", "NULL");
    }

    private int waitingForALock() throws SQLException {
        try (var connection = database.connect();
                var select =
                        connection.prepareStatement(
                                """
                                SELECT count(*) FROM pg_stat_activity
                                WHERE wait_event_type = 'Lock' AND datname = current_database()
                                """);
                var rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /// Each moment is a question of its own: a few clients would take every connection.
    @Test
    void computes_a_few_answers_at_once_and_refuses_more() throws SQLException {
        addSample();
        var queries = queries();
        var question = Question.all(Analysis.REVENUE_ANALYSIS);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE loyalty");
            var first = callers.submit(() -> queries.answer(question, AS_OF));
            var second = callers.submit(() -> queries.answer(question, AS_OF.plusSeconds(1)));
            await().until(() -> waitingForALock() == 2);

            assertThatExceptionOfType(Unavailable.class)
                    .isThrownBy(() -> queries.answer(question, AS_OF.plusSeconds(2)));
            assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> queries.latest(question));

            connection.rollback();
            assertThat(first).succeedsWithin(Duration.ofMinutes(1));
            assertThat(second).succeedsWithin(Duration.ofMinutes(1));
        }
    }

    /// By which who asked sees that not all are there.
    @Test
    void finds_one_group_more_than_may_be_told() {
        database.execute(
                """
                INSERT INTO customers (customer_id, source, segment, changed_at)
                SELECT 'c' || n, 's', 'segment ' || n, now() FROM generate_series(1, 1500) AS n
                """);

        assertThat(told(Analysis.REVENUE_ANALYSIS)).hasSize(1_001);
        assertThat(told(Analysis.CUSTOMER_PROFILES)).hasSize(1_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Question(Analysis.REVENUE_ANALYSIS, List.of(), 1_002, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Question(Analysis.CUSTOMER_PROFILES, List.of(), 1_001, 0));
    }

    @Test
    void offers_what_a_customer_lacks() {
        addSample();
        assertThat(told(Analysis.CROSS_SELL_OPPORTUNITIES))
                .containsExactly(
                        "c1,,Premium,Silver,1,400.00,Channel Expansion|Tier Upgrade|App Adoption");
    }

    @Test
    void finds_who_is_about_to_leave() {
        addSample();
        assertThat(told(Analysis.CHURN_RISK_CUSTOMERS))
                .containsExactly(
                        "c2,,,,,Premium,Silver,100.00,2025-04-10T00:00:00Z,2.33,1500.00,CHURN RISK");
        var more =
                new Question(
                        Analysis.CHURN_RISK_CUSTOMERS,
                        List.of(new Condition.MoreThan("lifetime_value", new BigDecimal("1500"))),
                        50,
                        0);
        assertThat(queries().answer(more, AS_OF).rows()).isEmpty();
    }

    @Test
    void adds_up_revenue_margin_and_cost() {
        addSample();
        assertThat(told(Analysis.REVENUE_ANALYSIS))
                .containsExactly("Premium,2,500.00,250.00,100.00", "Basic,1,0,0.00,0.00");
        assertThat(told(Analysis.PROFITABILITY_METRICS))
                .containsExactly("Silver,2,500.00,0.2500,20.00", ",1,0,,0.00");
        assertThat(told(Analysis.CATEGORY_INSIGHTS))
                .containsExactly("Shoes,2,80.00,400.00,0.5000", "Hats,2,20.00,100.00,0.5000");
    }

    @Test
    void tells_segments_by_recency_frequency_and_money() {
        addSample();
        assertThat(told(Analysis.RFM_SEGMENTATION))
                .containsExactly(
                        "5,3,3,1,400.00,Others",
                        "3,2,2,1,100.00,Others",
                        "1,1,1,1,0.00,Hibernating");
    }

    @Test
    void looks_at_support_by_satisfaction() {
        addSample();
        assertThat(told(Analysis.SUPPORT_INSIGHTS))
                .containsExactly(
                        "Highly Satisfied,1,2.0,4.50,1,400.00", "Needs Attention,1,1.0,,0,100.00");
    }

    @Test
    void nobody_asks_for_what_an_answer_does_not_have() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Question(
                                Analysis.REVENUE_ANALYSIS,
                                List.of(new Condition.Is("true; DROP TABLE x", true)),
                                1,
                                0));
    }
}
