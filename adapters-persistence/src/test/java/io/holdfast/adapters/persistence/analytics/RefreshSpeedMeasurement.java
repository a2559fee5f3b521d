package io.holdfast.adapters.persistence.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.AnalyticsQueries;
import io.holdfast.domain.analytics.Condition;
import io.holdfast.domain.analytics.ProfileRuns;
import io.holdfast.domain.analytics.Question;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// How long a refresh takes at a million customers and ten million order lines, beside the same
/// aggregation as a plain statement, and how long the fourteen questions take from what it keeps.
/// Asked for by `-Dholdfast.measure=true`.
@EnabledIfSystemProperty(named = "holdfast.measure", matches = "true")
final class RefreshSpeedMeasurement {

    private static final Logger LOG = System.getLogger(RefreshSpeedMeasurement.class.getName());

    private static final int CUSTOMERS = Integer.getInteger("holdfast.customers", 1_000_000);
    private static final int ROUNDS = 20;
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    /// Two and a half orders of four lines for each customer, over three years.
    private static final String FACTS =
            """
            INSERT INTO products (product_id, name, category, unit_cost)
            SELECT 'p' || n, 'Product ' || n, 'Category ' || n % 20, 5 + n % 50
            FROM generate_series(0, 999) AS n;
            INSERT INTO customers (customer_id, source, first_name, last_name, email, birth_date,
                registered_at, segment, preferred_channel, city, country, changed_at)
            SELECT 'c' || n, 's', 'First' || n, 'Last' || n, 'c' || n || '@example.com',
                date '1950-01-01' + n % 20000, now() - (n % 1500) * interval '1 day',
                (ARRAY['Premium', 'Standard', 'Basic'])[1 + n % 3],
                (ARRAY['online', 'mobile', 'store'])[1 + n % 3], 'City ' || n % 500, 'US', now()
            FROM generate_series(1, {customers}) AS n;
            INSERT INTO loyalty (customer_id, tier, points_balance, points_earned, points_redeemed,
                lifetime_value)
            SELECT 'c' || n, (ARRAY['Bronze', 'Silver', 'Gold', 'Platinum'])[1 + n % 4], n % 9000,
                1 + n % 20000, n % 11000, n % 15000
            FROM generate_series(1, {customers}, 2) AS n;
            INSERT INTO orders (order_id, customer_id, ordered_at, channel, discount, total,
                total_given)
            SELECT 'o' || n, 'c' || 1 + (n::bigint * 7919) % {customers},
                now() - ((n::bigint * 104729) % 94608000) * interval '1 second',
                (ARRAY['online', 'store', 'mobile'])[1 + n % 3], n % 5, 40 + n % 200, true
            FROM generate_series(1, {orders}) AS n;
            INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price, line_total)
            SELECT 'o' || n, line, 'p' || (n * 4 + line) % 1000, 1, 10 + n % 50, 10 + n % 50
            FROM generate_series(1, {orders}) AS n, generate_series(1, 4) AS line;
            INSERT INTO tickets (ticket_id, customer_id, created_at, priority, satisfaction)
            SELECT 't' || n, 'c' || n * 5, now() - (n % 900) * interval '1 day', 'urgent', 1 + n % 5
            FROM generate_series(1, {customers} / 5) AS n;
            INSERT INTO app_sessions (session_id, customer_id, started_at, minutes, pages, actions)
            SELECT 's' || n, 'c' || n * 2, now() - (n % 900) * interval '1 day', 5, 6, 7
            FROM generate_series(1, {customers} / 2) AS n
            """;

    private static final List<String> TABLES =
            List.of(
                    "customers",
                    "loyalty",
                    "products",
                    "orders",
                    "order_lines",
                    "tickets",
                    "app_sessions");

    private final TestDatabase database = TestDatabase.migrated();

    @Test
    void refreshes_and_answers() {
        try (database;
                var adapter =
                        PersistenceAdapter.open(database.settings(), InstantSource.system())) {
            database.past(
                    FACTS.replace("{customers}", String.valueOf(CUSTOMERS))
                            .replace("{orders}", String.valueOf(CUSTOMERS * 5L / 2)));
            TABLES.forEach(table -> database.execute("VACUUM ANALYZE " + table));
            var runs = adapter.analytics().profileRuns();
            double profiles = plain("customer_360");
            double categories = plain("customer_360_categories");
            LOG.log(
                    Level.INFO,
                    "plain: profiles {0} s, categories {1} s; refresh {2} s, another {3} s",
                    profiles,
                    categories,
                    refresh(runs, ONE),
                    refresh(runs, TWO));
            var queries = adapter.analytics().queries(new BigDecimal("5.00"));
            for (var analysis : Analysis.values()) {
                ask(queries, question(analysis), analysis.path());
            }
            ask(
                    queries,
                    new Question(
                            Analysis.CUSTOMER_PROFILES,
                            List.of(
                                    new Condition.After(
                                            new BigDecimal("3.00"),
                                            new BigDecimal("300.00"),
                                            "c5")),
                            100,
                            0),
                    "a page by cursor in the middle");
        }
    }

    private static Question question(Analysis analysis) {
        return analysis.isOfPersons()
                ? new Question(analysis, List.of(), 100, 0)
                : Question.all(analysis);
    }

    private double plain(String function) {
        long begin = System.nanoTime();
        database.execute(
                "CREATE TEMP TABLE plain AS SELECT * FROM %s('%s')"
                        .formatted(function, Instant.now()));
        return seconds(begin);
    }

    private static double refresh(ProfileRuns runs, UUID id) {
        var _ = runs.open(id, Instant.now());
        long begin = System.nanoTime();
        assertThat(runs.build(id)).isInstanceOf(ProfileRuns.Build.Built.class);
        return seconds(begin);
    }

    private static void ask(AnalyticsQueries queries, Question question, String what) {
        var seconds = new ArrayList<Double>();
        int rows = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            rows = queries.latest(question).rows().size();
            seconds.add(seconds(begin));
        }
        seconds.sort(null);
        LOG.log(
                Level.INFO,
                "{0}: {1} rows, median {2} s, p95 {3} s",
                what,
                rows,
                seconds.get(ROUNDS / 2),
                seconds.get(ROUNDS * 95 / 100 - 1));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
