package io.holdfast.adapters.persistence.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.Question;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The answers about fifteen public customers, against figures that were computed without this
/// program.
final class PublicCustomersTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("holdfast.root", ".")).resolve("../shared/data/c360");

    /// By file: a statement for its rows, whose columns are texts `c1`, `c2` and so on.
    private static final Map<String, String> LOADS =
            Map.of(
                    "1 customers",
                    """
                    INSERT INTO customers (customer_id, source, first_name, last_name, email,
                        birth_date, registered_at, segment, preferred_channel, city, state,
                        country, changed_at)
                    VALUES ('{1}', 'c360', '{2}', '{3}', nullif('{4}', ''), '{6}', '{8}Z', '{9}',
                        '{10}', '{12}', '{13}', '{15}', now())
                    """,
                    "2 loyalty_program",
                    """
                    INSERT INTO loyalty (customer_id, tier, points_balance, points_earned,
                        points_redeemed, lifetime_value)
                    VALUES ('{1}', '{2}', {3}, {4}, {5}, {7})
                    """,
                    "3 products",
                    """
                    INSERT INTO products (product_id, category, unit_cost)
                    VALUES ('{1}', '{3}', nullif('{7}', '')::numeric)
                    """,
                    "4 transactions",
                    """
                    INSERT INTO orders (order_id, customer_id, ordered_at, channel, discount, total,
                        total_given, status)
                    VALUES ('{1}', '{2}', '{3}Z', '{4}', {9}, {10}, true, '{12}')
                    """,
                    "5 transaction_items",
                    """
                    INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price,
                        line_total, discount)
                    VALUES ('{2}', substr('{1}', 4)::integer, '{3}', {4}, {5}, {6}, {7})
                    """,
                    "6 support_tickets",
                    """
                    INSERT INTO tickets (ticket_id, customer_id, created_at, priority, satisfaction)
                    VALUES ('{1}', '{2}', '{3}Z', '{6}', nullif('{9}', '')::numeric)
                    """,
                    "7 app_usage",
                    """
                    INSERT INTO app_sessions (session_id, customer_id, started_at, minutes, pages,
                        actions)
                    VALUES ('{1}', '{2}', '{4}Z', {5}, {6}, {7})
                    """);

    private static void load(TestDatabase database) throws IOException {
        for (var name : LOADS.keySet().stream().sorted().toList()) {
            var file = FOLDER.resolve(name.substring(2) + ".csv");
            for (var line : Files.readAllLines(file, UTF_8).stream().skip(1).toList()) {
                var cells = line.split(",", -1);
                var sql = LOADS.getOrDefault(name, "");
                for (int i = 0; i < cells.length; i++) {
                    sql = sql.replace("{" + (i + 1) + "}", cells[i].replace("'", "''"));
                }
                database.execute(sql);
            }
        }
    }

    /// Lines of the moment, the path and the row.
    private static List<String> answers(PersistenceAdapter adapter, String day) {
        var queries = adapter.analytics().queries(new BigDecimal("5.00"));
        var asOf = Instant.parse(day + "T00:00:00Z");
        var lines = new ArrayList<String>();
        for (var analysis : Analysis.values()) {
            for (var row : queries.answer(Question.all(analysis), asOf).rows()) {
                lines.add(analysis.path() + " " + AnswerText.of(row));
            }
        }
        return lines;
    }

    @Test
    void are_answered_for_as_they_were_at_two_dates() throws IOException {
        assumeTrue(Files.exists(FOLDER), "the public Customer-360 files are not here");
        var database = TestDatabase.migrated();
        try (database;
                var adapter =
                        PersistenceAdapter.open(database.settings(), InstantSource.system())) {
            load(database);

            assertThat(answers(adapter, "2025-06-20"))
                    .contains(
                            "/marketing/customer-health-overview Churned,15,1.87,283.00,1.3",
                            "/marketing/loyalty-program-metrics Platinum,3,15484.08,624.19,15473,51.2",
                            "/marketing/loyalty-program-metrics Gold,4,8500.55,318.06,8038,57.5",
                            "/marketing/loyalty-program-metrics Silver,4,4987.98,154.91,3913,63.2",
                            "/marketing/loyalty-program-metrics Bronze,4,1412.73,120.14,960,63.9",
                            "/marketing/customer-segmentation VIP,3,15484.08,2.22,100.00",
                            "/marketing/customer-segmentation High Value,6,7492.24,1.89,100.00",
                            "/marketing/customer-segmentation Medium Value,5,2740.27,1.74,100.00",
                            "/marketing/customer-segmentation Low Value,1,950.20,1.33,100.00",
                            "/product/digital-engagement-analysis Gen X,6,6,4,23.7,100.0",
                            "/product/digital-engagement-analysis Millennial,9,9,6,23.1,100.0",
                            "/product/category-insights Electronics,5,185.99,1115.93,0.2000",
                            "/product/category-insights Accessories,3,246.66,739.97,0.0000",
                            "/product/category-insights Apparel,2,199.75,399.50,0.0000",
                            "/product/category-insights Home & Kitchen,3,119.99,359.96,0.0000",
                            "/product/category-insights Personal Care,1,299.99,299.99,0.0000",
                            "/product/category-insights Beauty,2,134.99,269.98,0.0000",
                            "/product/category-insights Bags & Luggage,1,199.99,199.99,0.0000",
                            "/product/category-insights Home & Garden,2,92.50,184.99,0.0000",
                            "/product/category-insights Toys & Games,1,159.99,159.99,0.0000",
                            "/product/category-insights Footwear,1,149.99,149.99,0.0000",
                            "/product/category-insights Home & Office,1,149.99,149.99,0.0000",
                            "/product/category-insights Health & Nutrition,1,89.99,89.99,0.0000",
                            "/product/category-insights Sports & Fitness,1,75.00,75.00,0.0000",
                            "/finance/customer-lifetime-value VIP,3,15484.08,1872.56,1.67",
                            "/finance/customer-lifetime-value High Value,6,7492.24,1536.01,1.50",
                            "/finance/customer-lifetime-value Medium Value,5,2740.27,797.22,1.00",
                            "/finance/customer-lifetime-value Low Value,1,950.20,39.19,1.00",
                            "/finance/revenue-analysis Premium,6,2734.32,455.72,64.41",
                            "/finance/revenue-analysis Standard,5,1030.10,206.02,24.27",
                            "/finance/revenue-analysis Basic,4,480.56,120.14,11.32",
                            "/finance/rfm-segmentation 1,2,5,1,1019.98,Hibernating",
                            "/finance/rfm-segmentation 1,2,3,7,334.40,Hibernating",
                            "/finance/rfm-segmentation 1,2,2,6,140.84,Hibernating",
                            "/finance/rfm-segmentation 1,2,1,1,39.19,Hibernating",
                            "/finance/profitability-metrics Platinum,3,1872.56,0.3144,167.00",
                            "/finance/profitability-metrics Gold,4,1272.22,0.5236,120.00",
                            "/finance/profitability-metrics Silver,4,619.64,0.6001,37.00",
                            "/finance/profitability-metrics Bronze,4,480.56,0.6600,47.00",
                            "/customer-success/support-insights Highly Satisfied,9,1.2,4.39,1,369.88",
                            "/customer-success/support-insights Needs Attention,3,1.0,2.00,1,213.88",
                            "/customer-success/support-insights Satisfied,3,1.0,3.00,0,91.46",
                            "/customer-success/lifecycle-analysis Veteran (1+ years),15,1.33,283.00,1.87,0");
            assertThat(answers(adapter, "2024-06-20"))
                    .contains(
                            "/marketing/customer-health-overview Active,13,3.20,297.50,1.4",
                            "/marketing/customer-health-overview At Risk,2,2.84,188.73,1.0",
                            "/marketing/loyalty-program-metrics Platinum,3,15484.08,624.19,15473,51.2",
                            "/marketing/loyalty-program-metrics Gold,4,8500.55,318.06,8038,57.5",
                            "/marketing/loyalty-program-metrics Silver,4,4987.98,154.91,3913,63.2",
                            "/marketing/loyalty-program-metrics Bronze,4,1412.73,120.14,960,63.9",
                            "/marketing/customer-segmentation VIP,3,15484.08,3.55,0.00",
                            "/marketing/customer-segmentation High Value,6,7492.24,3.22,0.00",
                            "/marketing/customer-segmentation Medium Value,5,2740.27,2.93,40.00",
                            "/marketing/customer-segmentation Low Value,1,950.20,2.67,0.00",
                            "/product/digital-engagement-analysis Gen X,5,5,3,16.5,100.0",
                            "/product/digital-engagement-analysis Millennial,10,10,7,26.8,100.0",
                            "/product/category-insights Electronics,5,185.99,1115.93,0.2000",
                            "/product/category-insights Accessories,3,246.66,739.97,0.0000",
                            "/product/category-insights Apparel,2,199.75,399.50,0.0000",
                            "/product/category-insights Home & Kitchen,3,119.99,359.96,0.0000",
                            "/product/category-insights Personal Care,1,299.99,299.99,0.0000",
                            "/product/category-insights Beauty,2,134.99,269.98,0.0000",
                            "/product/category-insights Bags & Luggage,1,199.99,199.99,0.0000",
                            "/product/category-insights Home & Garden,2,92.50,184.99,0.0000",
                            "/product/category-insights Toys & Games,1,159.99,159.99,0.0000",
                            "/product/category-insights Footwear,1,149.99,149.99,0.0000",
                            "/product/category-insights Home & Office,1,149.99,149.99,0.0000",
                            "/product/category-insights Health & Nutrition,1,89.99,89.99,0.0000",
                            "/product/category-insights Sports & Fitness,1,75.00,75.00,0.0000",
                            "/finance/customer-lifetime-value VIP,3,15484.08,1872.56,1.67",
                            "/finance/customer-lifetime-value High Value,6,7492.24,1536.01,1.50",
                            "/finance/customer-lifetime-value Medium Value,5,2740.27,797.22,1.00",
                            "/finance/customer-lifetime-value Low Value,1,950.20,39.19,1.00",
                            "/finance/revenue-analysis Premium,6,2734.32,455.72,64.41",
                            "/finance/revenue-analysis Standard,5,1030.10,206.02,24.27",
                            "/finance/revenue-analysis Basic,4,480.56,120.14,11.32",
                            "/finance/rfm-segmentation 5,2,5,1,1019.98,Big Spenders",
                            "/finance/rfm-segmentation 5,2,3,6,354.13,Big Spenders",
                            "/finance/rfm-segmentation 5,2,2,5,136.71,Others",
                            "/finance/rfm-segmentation 5,2,1,1,39.19,Others",
                            "/finance/rfm-segmentation 4,2,3,1,215.99,Big Spenders",
                            "/finance/rfm-segmentation 4,2,2,1,161.46,Others",
                            "/finance/profitability-metrics Platinum,3,1872.56,0.3144,167.00",
                            "/finance/profitability-metrics Gold,4,1272.22,0.5236,120.00",
                            "/finance/profitability-metrics Silver,4,619.64,0.6001,37.00",
                            "/finance/profitability-metrics Bronze,4,480.56,0.6600,47.00",
                            "/customer-success/support-insights Highly Satisfied,9,1.2,4.39,1,369.88",
                            "/customer-success/support-insights Needs Attention,3,1.0,2.00,1,213.88",
                            "/customer-success/support-insights Satisfied,3,1.0,3.00,0,91.46",
                            "/customer-success/lifecycle-analysis Veteran (1+ years),15,1.33,283.00,3.15,13");
        }
    }
}
