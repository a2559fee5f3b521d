package io.holdfast.bootstrap.bench;

import io.holdfast.bootstrap.BenchFacts;
import io.holdfast.bootstrap.database.ScratchDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Made-up facts in the amount that is asked for: the same at every call, spread evenly.
final class GeneratedShop {

    /// Of a customer, in the file of orders and in the database alike.
    static final int ORDERS = 5;

    private static final int LINES = 2;
    private static final String CUSTOMER_COUNT = ":customers";
    private static final List<String> CHANNELS = List.of("online", "mobile", "store");

    private static final String CUSTOMERS =
            """
            INSERT INTO customers (customer_id, source, first_name, last_name, email, birth_date,
                registered_at, segment, preferred_channel, city, country, changed_at)
            SELECT 'C' || lpad(n::text, 7, '0'), 'bench', 'First' || n % 997, 'Last' || n % 1009,
                'c' || n || '@example.org', date '1950-01-01' + (n % 20000),
                timestamptz '2021-01-01Z' + n % 1000 * interval '1 day',
                (ARRAY['Premium', 'Regular', 'Budget'])[n % 3 + 1],
                (ARRAY['online', 'mobile', 'store'])[n % 3 + 1], 'City' || n % 211, 'Country',
                timestamptz '2026-01-01Z'
            FROM generate_series(1, :customers) AS n
            """;

    private static final String PRODUCTS =
            """
            INSERT INTO products (product_id, name, category, subcategory, list_price, unit_cost)
            SELECT 'P' || n, 'Product ' || n, 'Category ' || n % 12, 'Sub ' || n % 40,
                5 + n % 300, 3 + n % 200
            FROM generate_series(1, 1000) AS n
            """;

    private static final String LOYALTY =
            """
            INSERT INTO loyalty (customer_id, tier, points_balance, points_earned, points_redeemed,
                lifetime_value)
            SELECT customer_id, (ARRAY['Bronze', 'Silver', 'Gold'])[n % 3 + 1], n % 5000,
                n % 9000 + 1, n % 3000, n % 12000
            FROM (SELECT customer_id, substr(customer_id, 2)::integer AS n FROM customers) AS c
            WHERE n % 2 = 0
            """;

    /// In the order of their ids, as they would have come.
    private static final String STORED_ORDERS =
            """
            INSERT INTO orders (order_id, customer_id, ordered_at, channel, subtotal, tax,
                discount, total, total_given, currency, status)
            SELECT 'T' || lpad(n::text, 9, '0'), 'C' || lpad((n % :customers + 1)::text, 7, '0'),
                timestamptz '2023-01-01Z' + (n * 7919 % 1095) * interval '1 day'
                    + n % 86400 * interval '1 second',
                (ARRAY['online', 'mobile', 'store'])[n * 31 % 3 + 1],
                20 + n % 400, 2, n % 5, 22 + n % 400, true, 'EUR',
                CASE WHEN n % 53 = 7 THEN 'cancelled' ELSE 'completed' END
            FROM generate_series(1, :customers::bigint * :orders) AS n
            """;

    private static final String LINES_OF_ORDERS =
            """
            INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price, line_total)
            SELECT order_id, line, 'P' || (n * 13 + line) % 1000 + 1, n % 3 + 1, 10,
                10 * (n % 3 + 1)
            FROM (SELECT order_id, substr(order_id, 2)::bigint AS n FROM orders) AS o,
                generate_series(1, :lines) AS line
            """;

    private static final String TICKETS =
            """
            INSERT INTO tickets (ticket_id, customer_id, created_at, priority, status, satisfaction)
            SELECT 'K' || n, customer_id, timestamptz '2024-01-01Z' + n % 700 * interval '1 day',
                (ARRAY['low', 'medium', 'high', 'urgent'])[n % 4 + 1], 'resolved', n % 5 + 1
            FROM (SELECT customer_id, substr(customer_id, 2)::integer AS n FROM customers) AS c
            WHERE n % 4 = 0
            """;

    private static final String SESSIONS =
            """
            INSERT INTO app_sessions (session_id, customer_id, started_at, minutes, pages, actions)
            SELECT 'S' || n || '-' || visit, customer_id,
                timestamptz '2025-01-01Z' + (n * visit) % 360 * interval '1 day', n % 30, n % 20,
                n % 10
            FROM (SELECT customer_id, substr(customer_id, 2)::integer AS n FROM customers) AS c,
                generate_series(1, 2) AS visit
            WHERE n % 2 = 1
            """;

    private GeneratedShop() {}

    static void storeCustomers(ScratchDatabase database, int customers) {
        database.execute(
                CUSTOMERS.replace(CUSTOMER_COUNT, String.valueOf(customers)),
                "VACUUM ANALYZE customers");
    }

    /// Ten order lines for each customer, and what else there is to know of them.
    static void storeAll(ScratchDatabase database, int customers) {
        storeCustomers(database, customers);
        database.execute(
                PRODUCTS,
                LOYALTY,
                STORED_ORDERS
                        .replace(CUSTOMER_COUNT, String.valueOf(customers))
                        .replace(":orders", String.valueOf(ORDERS)),
                LINES_OF_ORDERS.replace(":lines", String.valueOf(LINES)),
                TICKETS,
                SESSIONS,
                "VACUUM ANALYZE",
                "CHECKPOINT");
    }

    /// A file for the profile `c360`, whose customers are `storeCustomers`'.
    static void writeOrders(Path file, int orders, int customers) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write(
                    "transaction_id,customer_id,transaction_date,channel,store_id,payment_method,"
                            + "subtotal,tax_amount,discount_amount,total_amount,currency,status\n");
            for (int i = 1; i <= orders; i++) {
                long spread = i * 7_919L;
                out.write(
                        Figure.text(
                                "T%09d,%s,2025-%02d-%02d %02d:%02d:%02d,%s,ST%d,credit_card,"
                                        + "%d.%02d,%d.10,0.00,%d.%02d,EUR,completed\n",
                                i,
                                Figure.text(BenchFacts.CUSTOMER, 1 + spread % customers),
                                1 + spread % 12,
                                1 + spread % 28,
                                spread % 24,
                                spread % 60,
                                i % 60,
                                CHANNELS.get(i % CHANNELS.size()),
                                i % 40,
                                10 + i % 400,
                                i % 100,
                                i % 30,
                                10 + i % 400 + i % 30,
                                i % 100));
            }
        }
    }
}
