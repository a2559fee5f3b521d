package io.holdfast.domain.scoring;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import org.jspecify.annotations.Nullable;

/// Facts by the names of their fields.
public final class SampleFacts {

    private SampleFacts() {}

    /// @param namesAndValues a name, its value, the next name and so on; other fields are absent
    public static Fact fact(FactKind kind, String... namesAndValues) {
        var values = new @Nullable String[kind.fields().size()];
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values[kind.indexOf(namesAndValues[i])] = namesAndValues[i + 1];
        }
        return Fact.of(kind, 1, values);
    }

    public static Fact customer(String id, String registeredAt) {
        return fact(FactKind.CUSTOMERS, "customer_id", id, "registered_at", registeredAt);
    }

    /// A customer of whom only the id is known.
    public static Fact stranger(String id) {
        return fact(FactKind.CUSTOMERS, "customer_id", id);
    }

    public static Fact order(String id, String customer, String at, String total) {
        return order(id, customer, at, total, "completed");
    }

    public static Fact order(String id, String customer, String at, String total, String status) {
        return fact(
                FactKind.ORDERS,
                "order_id",
                id,
                "customer_id",
                customer,
                "ordered_at",
                at,
                "total",
                total,
                "status",
                status);
    }

    public static Fact product(String id, String listPrice) {
        return fact(
                FactKind.PRODUCTS,
                "product_id",
                id,
                "category",
                "Bikes",
                "subcategory",
                "Road Bikes",
                "list_price",
                listPrice);
    }

    /// The first line of its order.
    public static Fact line(String order, String product, String quantity) {
        return fact(
                FactKind.ORDER_LINES,
                "order_id",
                order,
                "line_no",
                "1",
                "product_id",
                product,
                "quantity",
                quantity,
                "unit_price",
                "1",
                "line_total",
                quantity);
    }

    public static Fact returned(String id, String product, String at, String quantity) {
        return fact(
                FactKind.RETURNS,
                "return_id",
                id,
                "product_id",
                product,
                "returned_at",
                at,
                "quantity",
                quantity);
    }

    public static Fact ticket(String id, String customer, String at) {
        return fact(
                FactKind.TICKETS,
                "ticket_id",
                id,
                "customer_id",
                customer,
                "created_at",
                at,
                "priority",
                "low");
    }
}
