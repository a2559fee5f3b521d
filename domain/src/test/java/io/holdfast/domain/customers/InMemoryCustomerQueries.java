package io.holdfast.domain.customers;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what `InMemoryFactLoads` has stored.
public final class InMemoryCustomerQueries implements CustomerQueries {

    private static final Comparator<Event> NEWEST_FIRST =
            Comparator.comparing(Event::at).reversed().thenComparing(Event::id);

    private final InMemoryFactLoads loads;

    public InMemoryCustomerQueries(InMemoryFactLoads loads) {
        this.loads = loads;
    }

    @Override
    public long count() {
        return loads.stored(FactKind.CUSTOMERS).size();
    }

    @Override
    public Optional<Profile> find(String id) {
        return of(FactKind.CUSTOMERS, id)
                .map(customer -> {
                    var fields = new LinkedHashMap<>(customer);
                    of(FactKind.LOYALTY, id).ifPresent(fields::putAll);
                    fields.remove("customer_id");
                    return new Profile(id, fields);
                });
    }

    private Optional<Map<String, String>> of(FactKind kind, String customer) {
        return loads.stored(kind).stream()
                .filter(fact -> customer.equals(fact.get("customer_id")))
                .findFirst();
    }

    @Override
    public List<Event> events(String customer, Position after, int limit) {
        return loads.stored(FactKind.EVENTS).stream()
                .filter(fact -> customer.equals(fact.get("customer_id")))
                .map(InMemoryCustomerQueries::event)
                .filter(event -> isAfter(event, after))
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    private static boolean isAfter(Event event, Position position) {
        int order = event.at().compareTo(position.at());
        return order < 0 || (order == 0 && event.id().compareTo(position.id()) > 0);
    }

    private static Event event(Map<String, String> fact) {
        return new Event(
                said(fact, "event_id"),
                said(fact, "customer_id"),
                said(fact, "type"),
                Instant.parse(said(fact, "occurred_at")),
                said(fact, "metadata"));
    }

    private static String said(Map<String, String> fact, String field) {
        return Optional.ofNullable(fact.get(field)).orElseThrow();
    }
}
