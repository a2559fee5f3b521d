package io.holdfast.domain.customers;

import org.jspecify.annotations.Nullable;

/// Facts for tests.
public final class SampleFacts {

    private SampleFacts() {}

    /// @param fields names and values in turn; the rest has none
    public static Fact fact(FactKind kind, String... fields) {
        @Nullable String[] values = new @Nullable String[kind.fields().size()];
        for (int i = 0; i < fields.length; i += 2) {
            values[kind.indexOf(fields[i])] = fields[i + 1];
        }
        return Fact.of(kind, 1, values);
    }

    public static Fact customer(String id) {
        return fact(FactKind.CUSTOMERS, "customer_id", id);
    }

    public static Fact product(String id, String listPrice) {
        return fact(FactKind.PRODUCTS, "product_id", id, "list_price", listPrice);
    }

    public static Fact order(String id, String customer) {
        return fact(
                FactKind.ORDERS,
                "order_id",
                id,
                "customer_id",
                customer,
                "ordered_at",
                "2026-03-01T12:00:00Z");
    }

    /// Without a number, a price and a total.
    public static Fact line(String order, String product, String quantity) {
        return fact(
                FactKind.ORDER_LINES,
                "order_id",
                order,
                "product_id",
                product,
                "quantity",
                quantity);
    }

    public static Fact event(String id, String customer, String at) {
        return fact(
                FactKind.EVENTS,
                "event_id",
                id,
                "customer_id",
                customer,
                "type",
                "page_view",
                "occurred_at",
                at);
    }
}
