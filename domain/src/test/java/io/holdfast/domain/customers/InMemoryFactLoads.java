package io.holdfast.domain.customers;

import static io.holdfast.domain.customers.FactKind.CUSTOMERS;
import static io.holdfast.domain.customers.FactKind.EVENTS;
import static io.holdfast.domain.customers.FactKind.EXTERNAL_IDS;
import static io.holdfast.domain.customers.FactKind.LOYALTY;
import static io.holdfast.domain.customers.FactKind.ORDERS;
import static io.holdfast.domain.customers.FactKind.ORDER_LINES;
import static io.holdfast.domain.customers.FactKind.PRODUCTS;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Stored facts in maps.
public final class InMemoryFactLoads implements FactLoads, Restorable {

    private static final List<FactKind> FIRST =
            List.of(CUSTOMERS, EXTERNAL_IDS, LOYALTY, PRODUCTS, ORDERS);

    private static final List<FactKind> DEPENDENTS_LAST =
            Stream.concat(FIRST.stream(), Stream.of(FactKind.values())).distinct().toList();

    /// What a line's total is made of.
    private static final List<String> PRICED = List.of("unit_price", "quantity", "discount");

    /// @param fact by field name, without the absent ones
    private record Waiting(String source, Map<String, String> fact) {}

    private final Map<FactKind, Map<String, Map<String, String>>> stored =
            new EnumMap<>(FactKind.class);
    private final Map<FactKind, Map<String, Waiting>> quarantine = new EnumMap<>(FactKind.class);

    /// Orders whose total a source has said.
    private final Set<String> totalGiven = new HashSet<>();

    /// By event, whose ids its customer may be named by.
    private final Map<String, String> eventSources = new TreeMap<>();

    private final InMemoryTransactions transactions;

    public InMemoryFactLoads(InMemoryTransactions transactions) {
        this.transactions = transactions;
        for (var kind : FactKind.values()) {
            stored.put(kind, new TreeMap<>());
            quarantine.put(kind, new TreeMap<>());
        }
        transactions.enlist(this);
    }

    /// What is stored, by key; a field without a value is left out.
    public List<Map<String, String>> stored(FactKind kind) {
        return transactions.call(() -> List.copyOf(kept(kind).values()));
    }

    /// What waits.
    public List<Map<String, String>> quarantined(FactKind kind) {
        return transactions.call(() -> waiting(kind).values().stream().map(Waiting::fact).toList());
    }

    private Map<String, Map<String, String>> kept(FactKind kind) {
        return stored.computeIfAbsent(kind, _ -> new TreeMap<>());
    }

    private Map<String, Waiting> waiting(FactKind kind) {
        return quarantine.computeIfAbsent(kind, _ -> new TreeMap<>());
    }

    @Override
    public Load begin(String source) {
        if (!transactions.isRunning()) {
            throw new IllegalStateException("this needs a running transaction");
        }
        return new InMemoryLoad(source);
    }

    @Override
    public Runnable snapshot() {
        var facts = new EnumMap<FactKind, Map<String, Map<String, String>>>(FactKind.class);
        stored.forEach((kind, rows) -> facts.put(kind, new TreeMap<>(rows)));
        var waits = new EnumMap<FactKind, Map<String, Waiting>>(FactKind.class);
        quarantine.forEach((kind, rows) -> waits.put(kind, new TreeMap<>(rows)));
        var given = Set.copyOf(totalGiven);
        var sources = Map.copyOf(eventSources);
        return () -> {
            stored.values().forEach(Map::clear);
            facts.forEach((kind, rows) -> kept(kind).putAll(rows));
            quarantine.values().forEach(Map::clear);
            waits.forEach((kind, rows) -> waiting(kind).putAll(rows));
            totalGiven.clear();
            totalGiven.addAll(given);
            eventSources.clear();
            eventSources.putAll(sources);
        };
    }

    private static String key(FactKind kind, Map<String, String> fact) {
        return kind.keys().stream()
                .map(field ->
                        field.type() instanceof FactType.Whole
                                ? "%010d".formatted(Long.parseLong(fact.get(field.name())))
                                : String.valueOf(fact.get(field.name())))
                .collect(Collectors.joining("\u0000"));
    }

    private static String normal(FactType type, String value) {
        return switch (type) {
            case FactType.Decimal(var _, var _, int scale) ->
                    new BigDecimal(value).setScale(scale, RoundingMode.HALF_UP).toPlainString();
            case FactType.Whole _ -> String.valueOf(Long.parseLong(value));
            case FactType.Moment _ ->
                    Instant.parse(value).truncatedTo(ChronoUnit.MICROS).toString();
            case FactType.Text _, FactType.Word _, FactType.Day _, FactType.Json _ -> value;
        };
    }

    /// How the facts of one kind are counted.
    private static final class Tally {
        long read;
        long inserted;
        long updated;
        long unchanged;
        long superseded;
        long quarantined;
        long released;

        Count count(FactKind kind) {
            return new Count(
                    kind, read, inserted, updated, unchanged, superseded, quarantined, released);
        }
    }

    private final class InMemoryLoad implements Load {

        private final String source;
        private final List<Fact> added = new ArrayList<>();
        private final Map<FactKind, Tally> tallies = new EnumMap<>(FactKind.class);
        private boolean finished;

        InMemoryLoad(String source) {
            this.source = source;
        }

        @Override
        public void add(Fact fact) {
            if (finished) {
                throw new IllegalStateException("the load is finished");
            }
            if (!fact.missing().isEmpty()) {
                throw new IllegalArgumentException("a fact without " + fact.missing());
            }
            added.add(fact);
        }

        @Override
        public List<Count> finish() {
            if (finished) {
                throw new IllegalStateException("the load is finished");
            }
            finished = true;
            for (var kind : DEPENDENTS_LAST) {
                release(kind);
                store(kind);
            }
            totalOrders();
            moveEvents();
            return tallies.entrySet().stream()
                    .map(entry -> entry.getValue().count(entry.getKey()))
                    .toList();
        }

        private Tally tally(FactKind kind) {
            return tallies.computeIfAbsent(kind, _ -> new Tally());
        }

        private void release(FactKind kind) {
            for (var entry : List.copyOf(waiting(kind).entrySet())) {
                var waits = entry.getValue();
                var fact = resolved(kind, waits.source(), waits.fact());
                if (isKnown(kind, fact)) {
                    waiting(kind).remove(entry.getKey());
                    var _ = merge(kind, fact);
                    tally(kind).released++;
                }
            }
        }

        private void store(FactKind kind) {
            var facts = added.stream().filter(fact -> fact.kind() == kind).toList();
            if (facts.isEmpty()) {
                return;
            }
            var tally = tally(kind);
            tally.read = facts.size();
            var byKey = new LinkedHashMap<String, Map<String, String>>();
            for (var fact : numbered(kind, named(kind, facts))) {
                var resolved = resolved(kind, source, fact);
                byKey.merge(
                        key(kind, resolved),
                        resolved,
                        (first, then) -> isOlder(kind, then, first) ? first : then);
            }
            tally.superseded = tally.read - byKey.size();
            byKey.forEach((key, fact) -> {
                if (isKnown(kind, fact)) {
                    waiting(kind).remove(key);
                    switch (merge(kind, fact)) {
                        case INSERTED -> tally.inserted++;
                        case UPDATED -> tally.updated++;
                        case UNCHANGED -> tally.unchanged++;
                    }
                } else {
                    waiting(kind).merge(key, new Waiting(source, fact), InMemoryLoad::corrected);
                    tally.quarantined++;
                }
            });
        }

        private static Waiting corrected(Waiting first, Waiting then) {
            var all = new LinkedHashMap<>(first.fact());
            all.putAll(then.fact());
            return new Waiting(then.source(), all);
        }

        private static List<Map<String, String>> named(FactKind kind, List<Fact> facts) {
            var all = new ArrayList<Map<String, String>>();
            for (var fact : facts) {
                var values = new LinkedHashMap<String, String>();
                for (var field : kind.fields()) {
                    fact.value(field.name())
                            .ifPresent(
                                    value -> values.put(field.name(), normal(field.type(), value)));
                }
                if (kind == FactKind.RETURNS) {
                    values.put("return_id", ReturnIds.of(fact));
                }
                all.add(values);
            }
            return all;
        }

        private static List<Map<String, String>> numbered(
                FactKind kind, List<Map<String, String>> facts) {
            if (kind != ORDER_LINES) {
                return facts;
            }
            var last = new TreeMap<String, Integer>();
            for (var fact : facts) {
                var number = fact.get("line_no");
                if (number != null) {
                    last.merge(order(fact), Integer.valueOf(number), Math::max);
                }
            }
            for (var fact : facts) {
                if (!fact.containsKey("line_no")) {
                    fact.put("line_no", String.valueOf(last.merge(order(fact), 1, Integer::sum)));
                }
            }
            return facts;
        }

        private static String order(Map<String, String> fact) {
            return Optional.ofNullable(fact.get("order_id")).orElseThrow();
        }

        private Map<String, String> resolved(FactKind kind, String from, Map<String, String> fact) {
            var theirs = fact.get("customer_id");
            if (theirs == null || kind == EXTERNAL_IDS) {
                return fact;
            }
            var known = kept(EXTERNAL_IDS).getOrDefault(from + "\u0000" + theirs, Map.of());
            var ours = added(from, theirs).orElse(known.getOrDefault("customer_id", theirs));
            var resolved = new LinkedHashMap<>(fact);
            resolved.put("customer_id", ours);
            return resolved;
        }

        /// By the external ids of this load.
        private Optional<String> added(String from, String theirs) {
            return added.stream()
                    .filter(fact -> fact.kind() == EXTERNAL_IDS)
                    .filter(fact -> from.equals(fact.at(0)) && theirs.equals(fact.at(1)))
                    .map(fact -> String.valueOf(fact.at(2)))
                    .reduce((_, last) -> last);
        }

        private boolean isKnown(FactKind kind, Map<String, String> fact) {
            return kind.references().stream()
                    .allMatch(reference -> {
                        var id = fact.get(reference.field());
                        return id == null || kept(reference.to()).containsKey(id);
                    });
        }

        private static boolean isOlder(
                FactKind kind, Map<String, String> one, Map<String, String> other) {
            return kind == CUSTOMERS
                    && registration(one)
                            .orElse(Instant.MIN)
                            .isBefore(registration(other).orElse(Instant.MIN));
        }

        private static Optional<Instant> registration(Map<String, String> fact) {
            return Optional.ofNullable(fact.get("registered_at")).map(Instant::parse);
        }

        private enum Merged {
            INSERTED,
            UPDATED,
            UNCHANGED
        }

        private Merged merge(FactKind kind, Map<String, String> fact) {
            var key = key(kind, fact);
            if (kind == ORDERS && fact.containsKey("total")) {
                totalGiven.add(key);
            }
            var before = kept(kind).get(key);
            if (before == null) {
                kept(kind).put(key, ordered(kind, filled(kind, fact)));
                noteSource(kind, key);
                return Merged.INSERTED;
            }
            if (fact.containsKey("registered_at")
                    && before.containsKey("registered_at")
                    && isOlder(kind, fact, before)) {
                return Merged.UNCHANGED;
            }
            var after = new LinkedHashMap<>(before);
            after.putAll(fact);
            if (kind == ORDER_LINES
                    && !fact.containsKey("line_total")
                    && PRICED.stream()
                            .anyMatch(field ->
                                    number(after, field).compareTo(number(before, field)) != 0)) {
                after.put("line_total", lineTotal(after));
            }
            if (after.equals(before)) {
                return Merged.UNCHANGED;
            }
            kept(kind).put(key, ordered(kind, after));
            noteSource(kind, key);
            return Merged.UPDATED;
        }

        private void noteSource(FactKind kind, String key) {
            if (kind == EVENTS) {
                eventSources.put(key, source);
            }
        }

        private static Map<String, String> ordered(FactKind kind, Map<String, String> fact) {
            var ordered = new LinkedHashMap<String, String>();
            for (var field : kind.fields()) {
                var value = fact.get(field.name());
                if (value != null) {
                    ordered.put(field.name(), value);
                }
            }
            return ordered;
        }

        private Map<String, String> filled(FactKind kind, Map<String, String> fact) {
            var filled = new LinkedHashMap<>(fact);
            switch (kind) {
                case ORDERS -> {
                    filled.putIfAbsent("status", "completed");
                    filled.putIfAbsent("total", "0.00");
                }
                case ORDER_LINES -> {
                    var product = kept(PRODUCTS).get(String.valueOf(fact.get("product_id")));
                    var listed = product == null ? null : product.get("list_price");
                    filled.putIfAbsent("unit_price", listed == null ? "0.0000" : listed);
                    filled.putIfAbsent("discount", "0.00");
                    filled.putIfAbsent("line_total", lineTotal(filled));
                }
                case EVENTS -> filled.putIfAbsent("metadata", "{}");
                case CUSTOMERS, LOYALTY, PRODUCTS, RETURNS, TICKETS -> {}
                case APP_SESSIONS, EXTERNAL_IDS, RECORDS -> {}
            }
            return filled;
        }

        private static String lineTotal(Map<String, String> line) {
            return number(line, "unit_price")
                    .multiply(number(line, "quantity"))
                    .subtract(number(line, "discount"))
                    .max(BigDecimal.ZERO)
                    .setScale(2, RoundingMode.HALF_UP)
                    .toPlainString();
        }

        private static BigDecimal number(Map<String, String> fact, String field) {
            return new BigDecimal(String.valueOf(fact.get(field)));
        }

        private void moveEvents() {
            kept(EVENTS)
                    .replaceAll((id, event) -> {
                        var theirs = eventSources.get(id) + "\u0000" + event.get("customer_id");
                        var moved = new LinkedHashMap<>(event);
                        moved.putAll(kept(EXTERNAL_IDS).getOrDefault(theirs, Map.of()));
                        return ordered(EVENTS, moved);
                    });
        }

        private void totalOrders() {
            kept(ORDERS)
                    .replaceAll((id, order) -> {
                        if (totalGiven.contains(id)) {
                            return order;
                        }
                        var total =
                                kept(ORDER_LINES).values().stream()
                                        .filter(line -> id.equals(line.get("order_id")))
                                        .map(line -> number(line, "line_total"))
                                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                                        .setScale(2, RoundingMode.HALF_UP);
                        var totalled = new LinkedHashMap<>(order);
                        totalled.put("total", total.toPlainString());
                        return totalled;
                    });
        }
    }
}
