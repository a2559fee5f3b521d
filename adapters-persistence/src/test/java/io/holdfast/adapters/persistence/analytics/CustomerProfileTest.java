package io.holdfast.adapters.persistence.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The one definition of a customer's profile, `customer_360(as_of)`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CustomerProfileTest {

    private static final String AS_OF = "2025-06-20T00:00:00Z";

    private final TestDatabase database = TestDatabase.migrated();

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    void close() {
        database.close();
    }

    private void addCustomer(String id, String registeredAt) {
        database.execute(
                """
                INSERT INTO customers (customer_id, source, birth_date, registered_at, changed_at)
                VALUES ('%s', 's', '1985-06-20', %s, now())
                """
                        .formatted(id, registeredAt));
    }

    private void addOrder(String id, String customer, String at, String status, int total) {
        database.execute(
                """
                INSERT INTO orders (order_id, customer_id, ordered_at, total, total_given, status)
                VALUES ('%s', '%s', '%s', %d, true, '%s')
                """
                        .formatted(id, customer, at, total, status));
    }

    private List<String> profiles(String columns) throws SQLException {
        var sql =
                "SELECT concat_ws(',', %s) FROM customer_360('%s') ORDER BY customer_id"
                        .formatted(columns, AS_OF);
        try (var connection = database.connect();
                var select = connection.prepareStatement(sql);
                var rows = select.executeQuery()) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2025-05-21T00:00:00Z, Active, 5",
        "2025-05-20T00:00:01Z, Active, 5",
        "2025-05-20T00:00:00Z, At Risk, 4",
        "2025-03-22T00:00:00Z, At Risk, 3",
        "2025-03-21T00:00:00Z, Churned, 2",
        "2024-12-21T00:00:00Z, Churned, 1"
    })
    void tells_a_status_by_whole_elapsed_days(String at, String status, int recency)
            throws SQLException {
        addCustomer("c1", "NULL");
        addOrder("o1", "c1", at, "completed", 10);

        assertThat(profiles("customer_status, recency_score"))
                .containsExactly(status + "," + recency);
    }

    @ParameterizedTest
    @CsvSource({
        "999.99, Low Value",
        "1000, Medium Value",
        "5000, High Value",
        "10000, VIP",
        "NULL, Low Value"
    })
    void tells_a_value_by_the_loyalty_programme(String value, String segment) throws SQLException {
        addCustomer("c1", "NULL");
        database.execute(
                "INSERT INTO loyalty (customer_id, lifetime_value) VALUES ('c1', %s)"
                        .formatted(value));

        assertThat(profiles("value_segment")).containsExactly(segment);
    }

    @ParameterizedTest
    @CsvSource({
        "2000-06-21, Gen Z",
        "2000-06-20, Millennial",
        "1985-06-20, Gen X",
        "1970-06-20, Boomer+"
    })
    void tells_a_generation_by_the_calendar(String birth, String generation) throws SQLException {
        addCustomer("c1", "NULL");
        database.execute("UPDATE customers SET birth_date = '%s'".formatted(birth));

        assertThat(profiles("generation_segment")).containsExactly(generation);
    }

    @Test
    void leaves_out_who_came_later_and_counts_who_never_bought() throws SQLException {
        addCustomer("early", "'2025-06-19T23:59:59Z'");
        addCustomer("late", "'2025-06-20T00:00:00Z'");
        addCustomer("undated", "NULL");

        assertThat(
                        profiles(
                                "customer_id, customer_status, customer_health_score,"
                                        + " churn_risk_flag, support_satisfaction_level"))
                .containsExactly(
                        "early,Never Purchased,1.00,f,No Contact",
                        "undated,Never Purchased,1.00,f,No Contact");
    }

    /// By the same rule in profiles, categories and features: whose orders count is counted too.
    @Test
    void knows_who_completed_an_order_before_a_later_registration() throws SQLException {
        addCustomer("bought", "'2025-07-01T00:00:00Z'");
        addOrder("o1", "bought", "2025-06-10T00:00:00Z", "completed", 40);
        addCustomer("failed", "'2025-07-01T00:00:00Z'");
        addOrder("o2", "failed", "2025-06-10T00:00:00Z", "failed", 40);
        addCustomer("older", "'2025-06-15T00:00:00Z'");
        addOrder("o3", "older", "2025-05-20T00:00:00Z", "completed", 40);

        assertThat(
                        profiles(
                                "customer_id, registered_at IS NULL, days_since_registration,"
                                        + " customer_tenure_segment, total_transactions"))
                .containsExactly(
                        "bought,t,10,New (0-30 days),1", "older,f,31,Recent (31-90 days),1");
    }

    @Test
    void counts_completed_orders_before_the_moment_only() throws SQLException {
        addCustomer("c1", "NULL");
        addOrder("o1", "c1", "2025-06-19T00:00:00Z", "completed", 40);
        addOrder("o2", "c1", "2025-06-19T00:00:00Z", "cancelled", 500);
        addOrder("o3", "c1", AS_OF, "completed", 500);

        assertThat(profiles("total_transactions, total_spent")).containsExactly("1,40.00");
    }
}
