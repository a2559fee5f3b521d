package io.holdfast.adapters.persistence.customers;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.domain.customers.FactField;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.kernel.PersonalData;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// What stored facts say about customers. When one is erased, what was bought, asked and done stays
/// under the pseudonym, since sales and models rest on it; who did it goes: name, addresses, birth,
/// ids in other systems, free text, and whatever is kept as it came in.
public final class PersonalFacts {

    private static final String OF_CUSTOMER = "customer_id = ?";

    private static final String OF_ORDERS =
            "order_id IN (SELECT order_id FROM orders WHERE customer_id = ?)";

    private static final String RECORDS =
            """
            (collection, record_id) IN (
                WITH person AS (SELECT ?::text AS id)
                SELECT r.collection, r.record_id FROM records AS r
                JOIN person ON r.customer_id = person.id
                UNION ALL
                SELECT r.collection, r.record_id FROM records AS r JOIN orders AS o USING (order_id)
                JOIN person ON o.customer_id = person.id)
            """;

    /// Also what waits for an order that waits itself.
    private static final String WAITING =
            """
            (kind, fact_key) IN (
                WITH waiting AS (
                    SELECT kind, fact_key FROM quarantined_facts WHERE fact ->> 'customer_id' = ?)
                SELECT kind, fact_key FROM waiting
                UNION ALL
                SELECT q.kind, q.fact_key FROM quarantined_facts AS q
                JOIN waiting AS o ON o.kind = 'orders' AND o.fact_key = q.awaited_id
                WHERE q.awaits = 'orders')
            """;

    private PersonalFacts() {}

    /// The customers themselves come last: the others are found by them and their orders, and
    /// follow them to the pseudonym.
    public static List<PersonalData> on(Database database, InstantSource clock) {
        return List.of(
                FactRows.erasures(database, clock),
                FactRows.of(
                        database,
                        "external_ids",
                        OF_CUSTOMER,
                        columns(FactKind.EXTERNAL_IDS),
                        "source, external_id",
                        AtErasure.DELETED),
                FactRows.of(
                        database,
                        "records",
                        RECORDS,
                        columns(FactKind.RECORDS),
                        "collection, record_id",
                        AtErasure.DELETED),
                FactRows.of(
                        database,
                        "quarantined_facts",
                        WAITING,
                        List.of(
                                "kind",
                                "fact_key",
                                "source",
                                "awaits",
                                "awaited_id",
                                "fact",
                                "since"),
                        "since DESC, kind, fact_key",
                        AtErasure.DELETED),
                FactRows.of(
                        database,
                        "order_lines",
                        OF_ORDERS,
                        columns(FactKind.ORDER_LINES),
                        "order_id DESC, line_no",
                        AtErasure.KEPT),
                moved(database, FactKind.LOYALTY, "customer_id", ""),
                moved(database, FactKind.ORDERS, "ordered_at DESC, order_id", ""),
                moved(database, FactKind.RETURNS, "returned_at DESC, return_id", "reason = NULL"),
                moved(database, FactKind.TICKETS, "created_at DESC, ticket_id", ""),
                moved(database, FactKind.APP_SESSIONS, "started_at DESC, session_id", ""),
                FactRows.moved(
                        database,
                        "events",
                        Stream.concat(columns(FactKind.EVENTS).stream(), Stream.of("source"))
                                .toList(),
                        "occurred_at DESC, event_id",
                        "metadata = '{}'"),
                FactRows.customers(
                        database,
                        Stream.concat(
                                        columns(FactKind.CUSTOMERS).stream(),
                                        Stream.of("source", "changed_at"))
                                .toList()));
    }

    private static PersonalData moved(
            Database database, FactKind kind, String newestFirst, String emptied) {
        return FactRows.moved(database, kind.label(), columns(kind), newestFirst, emptied);
    }

    private static List<String> columns(FactKind kind) {
        return kind.fields().stream().map(FactField::name).toList();
    }
}
