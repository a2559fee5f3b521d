package io.holdfast.domain.customers;

import static io.holdfast.domain.customers.FactField.derivedKey;
import static io.holdfast.domain.customers.FactField.key;
import static io.holdfast.domain.customers.FactField.optional;
import static io.holdfast.domain.customers.FactField.required;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The kinds of facts there are, with their fields in a fixed order.
@SuppressWarnings("ImmutableEnumChecker") // the list is one of `List.of`
public enum FactKind {
    CUSTOMERS(
            "customers",
            key("customer_id"),
            optional("first_name", Types.NAME),
            optional("last_name", Types.NAME),
            optional("email", Types.NAME),
            optional("phone", Types.NAME),
            optional("birth_date", Types.DAY).inThePast(),
            optional("gender", Types.NAME),
            optional("registered_at", Types.MOMENT).inThePast(),
            optional("segment", Types.NAME),
            optional("preferred_channel", Types.NAME),
            optional("address", Types.LONG_TEXT),
            optional("city", Types.NAME),
            optional("state", Types.NAME),
            optional("postal_code", Types.NAME),
            optional("country", Types.NAME),
            optional("marital_status", Types.NAME),
            optional("annual_income", Types.AMOUNT),
            optional("total_children", new FactType.Whole(0, 50)),
            optional("education_level", Types.NAME),
            optional("occupation", Types.NAME),
            optional("home_owner", new FactType.Word(List.of("Y", "N"))),
            optional("email_engagement", new FactType.Decimal(0, 1, 4))),
    LOYALTY(
            "loyalty",
            key("customer_id"),
            optional("tier", Types.NAME),
            optional("points_balance", Types.COUNT),
            optional("points_earned", Types.COUNT),
            optional("points_redeemed", Types.COUNT),
            optional("tier_since", Types.DAY),
            optional("lifetime_value", Types.AMOUNT)),
    PRODUCTS(
            "products",
            key("product_id"),
            optional("name", Types.LONG_TEXT),
            optional("category", Types.NAME),
            optional("subcategory", Types.NAME),
            optional("brand", Types.NAME),
            optional("list_price", Types.PRICE),
            optional("unit_cost", Types.PRICE),
            optional("created_on", Types.DAY),
            optional("status", Types.NAME)),
    ORDERS(
            "orders",
            key("order_id"),
            required("customer_id", Types.ID),
            required("ordered_at", Types.MOMENT).inThePast(),
            optional("channel", Types.NAME),
            optional("store", Types.NAME),
            optional("payment_method", Types.NAME),
            optional("subtotal", Types.AMOUNT),
            optional("tax", Types.AMOUNT),
            optional("discount", Types.AMOUNT),
            optional("total", Types.AMOUNT),
            optional("currency", Types.NAME),
            optional(
                    "status",
                    new FactType.Word(
                            List.of("completed", "pending", "cancelled", "failed", "refunded")))),
    ORDER_LINES(
            "order_lines",
            key("order_id"),
            derivedKey("line_no", new FactType.Whole(1, Integer.MAX_VALUE)),
            required("product_id", Types.ID),
            required("quantity", new FactType.Whole(1, 1_000_000_000)),
            optional("unit_price", Types.PRICE),
            optional("discount", Types.AMOUNT),
            optional("line_total", Types.AMOUNT)),
    RETURNS(
            "returns",
            derivedKey("return_id", Types.ID),
            required("product_id", Types.ID),
            required("returned_at", Types.MOMENT).inThePast(),
            required("quantity", new FactType.Whole(1, 1_000_000_000)),
            optional("order_id", Types.ID),
            optional("customer_id", Types.ID),
            optional("region", Types.NAME),
            optional("reason", Types.LONG_TEXT)),
    TICKETS(
            "tickets",
            key("ticket_id"),
            required("customer_id", Types.ID),
            required("created_at", Types.MOMENT).inThePast(),
            optional("resolved_at", Types.MOMENT).inThePast(),
            optional("category", Types.NAME),
            optional("priority", new FactType.Word(List.of("low", "medium", "high", "urgent"))),
            optional("status", Types.NAME),
            optional("channel", Types.NAME),
            optional("satisfaction", new FactType.Decimal(0, 5, 1))),
    APP_SESSIONS(
            "app_sessions",
            key("session_id"),
            required("customer_id", Types.ID),
            required("started_at", Types.MOMENT).inThePast(),
            optional("minutes", new FactType.Decimal(0, 1_000_000, 2)),
            optional("pages", Types.COUNT),
            optional("actions", Types.COUNT),
            optional("device", Types.NAME),
            optional("app_version", Types.NAME)),
    EVENTS(
            "events",
            key("event_id"),
            required("customer_id", Types.ID),
            required(
                    "type",
                    new FactType.Word(
                            List.of(
                                    "page_view",
                                    "product_view",
                                    "search",
                                    "add_to_cart",
                                    "checkout",
                                    "purchase",
                                    "bounce",
                                    "login",
                                    "logout"))),
            required("occurred_at", Types.MOMENT).inThePast(),
            optional("metadata", new FactType.Json(16_384))),
    /// By which id a source system knows a customer.
    EXTERNAL_IDS(
            "external_ids", key("source"), key("external_id"), required("customer_id", Types.ID)),
    /// What no question is asked of yet, kept as it came in: shipments, suppliers, stock.
    RECORDS(
            "records",
            key("collection"),
            key("record_id"),
            optional("customer_id", Types.ID),
            optional("order_id", Types.ID),
            required("fields", new FactType.Json(65_536)));

    public static final int MAX_ID_LENGTH = 200;

    private final String label;
    private final List<FactField> fields;

    FactKind(String label, FactField... fields) {
        this.label = label;
        this.fields = List.of(fields);
    }

    /// As profiles and reports spell it, and the name of its table.
    public String label() {
        return label;
    }

    public static Optional<FactKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    public List<FactField> fields() {
        return fields;
    }

    /// What a fact of this kind is about, and waits for until it is known: who comes first. An
    /// event waits for nobody: a stream runs ahead of the customers it is about.
    public List<Reference> references() {
        if (this == EVENTS) {
            return List.of();
        }
        return Stream.of(CUSTOMERS, ORDERS, PRODUCTS)
                .filter(to -> to != this)
                .map(to -> new Reference(to.fields().getFirst().name(), to))
                .filter(reference ->
                        fields.stream().anyMatch(field -> field.name().equals(reference.field())))
                .toList();
    }

    /// The fields that tell one fact from another.
    public List<FactField> keys() {
        return fields.stream().filter(FactField::isKey).toList();
    }

    /// The position of a field.
    ///
    /// @throws IllegalArgumentException for a name that is none of the fields
    public int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(label + " has no field " + name);
    }

    /// @param field holds the key of a fact of the other kind
    public record Reference(String field, FactKind to) {}

    /// Shared by the fields; a nested type, since constants of the enum come first.
    private static final class Types {
        static final FactType ID = new FactType.Text(MAX_ID_LENGTH);
        static final FactType NAME = new FactType.Text(200);
        static final FactType LONG_TEXT = new FactType.Text(2_000);
        static final FactType DAY = new FactType.Day();
        static final FactType MOMENT = new FactType.Moment();
        static final FactType AMOUNT = new FactType.Decimal(0, 1_000_000_000_000L, 2);
        static final FactType PRICE = new FactType.Decimal(0, 1_000_000_000L, 4);
        static final FactType COUNT = new FactType.Whole(0, 1_000_000_000);
    }
}
