package io.holdfast.domain.scoring;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Stored features from a list of facts.
public final class InMemoryStoredFeatures implements StoredFeatures {

    private static final List<String> KNOWN =
            List.of(
                    "annual_income",
                    "total_children",
                    "education_level",
                    "occupation",
                    "home_owner");

    private static final List<String> UNDATED = List.of("email_engagement", "loyalty_points");

    private final List<Fact> facts = new CopyOnWriteArrayList<>();

    public void add(Fact... some) {
        facts.addAll(List.of(some));
    }

    @Override
    public Optional<Row> find(FeatureSet set, String entity, Instant asOf) {
        return cells(set, entity, asOf).map(cells -> new Row(header(set), cells));
    }

    @Override
    public RowStream all(FeatureSet set, Instant asOf) {
        var rows = new ArrayList<List<String>>();
        for (var entity : entities(set)) {
            cells(set, entity, asOf).ifPresent(rows::add);
        }
        return stream(header(set), rows);
    }

    @Override
    public RowStream labelled(FeatureSet set, Instant cutoff, Duration horizon) {
        var header = new ArrayList<>(header(set));
        header.add(set.label());
        header.add(CUTOFF);
        var end = cutoff.plus(horizon);
        double limit = set == FeatureSet.RETURN_RISK ? upperQuartile(cutoff, end) : 0;
        var rows = new ArrayList<List<String>>();
        for (var entity : entities(set)) {
            cells(set, entity, cutoff)
                    .filter(_ ->
                            set != FeatureSet.RETURN_RISK || sold(entity, cutoff, end).signum() > 0)
                    .ifPresent(cells -> {
                        var row = new ArrayList<>(cells);
                        UNDATED.forEach(column -> {
                            int at = header.indexOf(column);
                            if (at >= 0) {
                                row.set(at, "0");
                            }
                        });
                        boolean positive =
                                set == FeatureSet.RETURN_RISK
                                        ? rate(entity, cutoff, end) > limit
                                        : orders(entity, "completed", cutoff, end).isEmpty();
                        row.add(positive ? "1" : "0");
                        row.add(cutoff.toString());
                        rows.add(row);
                    });
        }
        return stream(header, rows);
    }

    @Override
    public Optional<Instant> newestOrder() {
        return of(FactKind.ORDERS)
                .filter(order -> order.value("status").orElse("completed").equals("completed"))
                .map(InMemoryStoredFeatures::orderedAt)
                .max(Instant::compareTo);
    }

    private Set<String> entities(FeatureSet set) {
        var kind = set == FeatureSet.RETURN_RISK ? FactKind.PRODUCTS : FactKind.CUSTOMERS;
        var ids = new TreeSet<String>();
        of(kind).forEach(fact -> ids.add(fact.value(0).orElseThrow()));
        return ids;
    }

    private static List<String> header(FeatureSet set) {
        var names =
                switch (set) {
                    case RFM ->
                            "customer_id recency frequency monetary avg_order_value total_quantity "
                                    + String.join(" ", KNOWN);
                    case RETURN_RISK ->
                            "product_id category subcategory list_price return_rate sales_volume";
                    case ECOMMERCE ->
                            "customer_id total_orders total_spent avg_order_value"
                                    + " days_since_last_order support_tickets product_returns"
                                    + " email_engagement login_frequency payment_failures"
                                    + " discount_usage loyalty_points account_age_days";
                };
        return List.of(names.split(" "));
    }

    private Optional<List<String>> cells(FeatureSet set, String entity, Instant asOf) {
        return switch (set) {
            case RFM -> rfm(entity, asOf);
            case RETURN_RISK -> returnRisk(entity, asOf);
            case ECOMMERCE -> ecommerce(entity, asOf);
        };
    }

    private Optional<List<String>> rfm(String id, Instant asOf) {
        var orders = orders(id, "completed", Instant.MIN, asOf);
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        var spent = sum(orders, "total");
        var bought = lines(orders, _ -> true);
        var cells = new ArrayList<String>();
        cells.add(id);
        cells.add(days(latest(orders), asOf));
        cells.add(Integer.toString(orders.size()));
        cells.add(spent.toPlainString());
        cells.add(mean(spent, orders.size()));
        cells.add(bought.isEmpty() ? "" : sum(bought, "quantity").toPlainString());
        KNOWN.forEach(field -> cells.add(customer(id).value(field).orElse("")));
        return Optional.of(cells);
    }

    private Optional<List<String>> ecommerce(String id, Instant asOf) {
        var orders = orders(id, "completed", Instant.MIN, asOf);
        var known = of(FactKind.CUSTOMERS).filter(fact -> is(fact, "customer_id", id)).findFirst();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        var since =
                Stream.concat(
                                known.get().value("registered_at").map(Instant::parse).stream(),
                                orders.stream().map(InMemoryStoredFeatures::orderedAt))
                        .min(Instant::compareTo)
                        .filter(asOf::isAfter);
        if (since.isEmpty()) {
            return Optional.empty();
        }
        var spent = sum(orders, "total");
        long discounted =
                orders.stream()
                        .filter(order ->
                                new BigDecimal(order.value("discount").orElse("0")).signum() > 0)
                        .count();
        return Optional.of(
                List.of(
                        id,
                        Integer.toString(orders.size()),
                        spent.toPlainString(),
                        mean(spent, orders.size()),
                        days(orders.isEmpty() ? since.get() : latest(orders), asOf),
                        Integer.toString(
                                of(id, FactKind.TICKETS, "created_at", Instant.MIN, asOf).size()),
                        sum(of(id, FactKind.RETURNS, "returned_at", Instant.MIN, asOf), "quantity")
                                .toPlainString(),
                        known.get().value("email_engagement").orElse("0"),
                        Integer.toString(logins(id, asOf)),
                        Integer.toString(orders(id, "failed", Instant.MIN, asOf).size()),
                        mean(BigDecimal.valueOf(discounted), orders.size()),
                        points(id),
                        days(since.get(), asOf)));
    }

    private Optional<List<String>> returnRisk(String id, Instant asOf) {
        var from = asOf.minus(Duration.ofDays(365));
        var sold = sold(id, from, asOf);
        if (sold.signum() == 0) {
            return Optional.empty();
        }
        var product = of(FactKind.PRODUCTS).filter(fact -> is(fact, "product_id", id)).findFirst();
        return product.map(found ->
                List.of(
                        id,
                        found.value("category").orElse(""),
                        found.value("subcategory").orElse(""),
                        found.value("list_price").orElse(""),
                        Double.toString(rate(id, from, asOf)),
                        sold.toPlainString()));
    }

    private String points(String id) {
        return of(FactKind.LOYALTY)
                .filter(fact -> is(fact, "customer_id", id))
                .flatMap(fact -> fact.value("points_balance").stream())
                .findFirst()
                .orElse("0");
    }

    private double rate(String product, Instant from, Instant to) {
        var sold = sold(product, from, to);
        var back =
                of(FactKind.RETURNS)
                        .filter(fact -> is(fact, "product_id", product))
                        .filter(fact -> within(fact, "returned_at", from, to))
                        .toList();
        return sold.signum() == 0
                ? 0
                : Math.min(1, sum(back, "quantity").doubleValue() / sold.doubleValue());
    }

    private double upperQuartile(Instant from, Instant to) {
        var rates =
                entities(FeatureSet.RETURN_RISK).stream()
                        .filter(id -> sold(id, from, to).signum() > 0)
                        .mapToDouble(id -> rate(id, from, to))
                        .sorted()
                        .toArray();
        if (rates.length == 0) {
            return 0;
        }
        double place = 0.75 * (rates.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, rates.length - 1);
        return rates[below] + (place - below) * (rates[above] - rates[below]);
    }

    private BigDecimal sold(String product, Instant from, Instant to) {
        var orders =
                of(FactKind.ORDERS)
                        .filter(fact -> is(fact, "status", "completed"))
                        .filter(fact -> within(fact, "ordered_at", from, to))
                        .toList();
        return sum(lines(orders, line -> is(line, "product_id", product)), "quantity");
    }

    private List<Fact> lines(List<Fact> orders, Predicate<Fact> wanted) {
        var ids = orders.stream().map(order -> order.value("order_id").orElseThrow()).toList();
        return of(FactKind.ORDER_LINES)
                .filter(line -> ids.contains(line.value("order_id").orElseThrow()))
                .filter(wanted)
                .toList();
    }

    private List<Fact> orders(String customer, String status, Instant from, Instant to) {
        return of(FactKind.ORDERS)
                .filter(fact -> is(fact, "customer_id", customer))
                .filter(fact -> is(fact, "status", status))
                .filter(fact -> within(fact, "ordered_at", from, to))
                .toList();
    }

    private List<Fact> of(String customer, FactKind kind, String moment, Instant from, Instant to) {
        return of(kind).filter(fact -> is(fact, "customer_id", customer))
                .filter(fact -> within(fact, moment, from, to))
                .toList();
    }

    private int logins(String customer, Instant asOf) {
        var from = asOf.minus(Duration.ofDays(30));
        long logins =
                of(customer, FactKind.EVENTS, "occurred_at", from, asOf).stream()
                        .filter(event -> is(event, "type", "login"))
                        .count();
        return (int) logins + of(customer, FactKind.APP_SESSIONS, "started_at", from, asOf).size();
    }

    private Fact customer(String id) {
        return of(FactKind.CUSTOMERS)
                .filter(fact -> is(fact, "customer_id", id))
                .findFirst()
                .orElseThrow();
    }

    private Stream<Fact> of(FactKind kind) {
        return facts.stream().filter(fact -> fact.kind() == kind);
    }

    private static boolean is(Fact fact, String field, String value) {
        return fact.value(field).filter(value::equals).isPresent();
    }

    private static boolean within(Fact fact, String field, Instant from, Instant to) {
        var at = Instant.parse(fact.value(field).orElseThrow());
        return !at.isBefore(from) && at.isBefore(to);
    }

    private static Instant orderedAt(Fact order) {
        return Instant.parse(order.value("ordered_at").orElseThrow());
    }

    private static Instant latest(List<Fact> orders) {
        return orders.stream()
                .map(InMemoryStoredFeatures::orderedAt)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static String days(Instant from, Instant to) {
        return Long.toString(Duration.between(from, to).toDays());
    }

    private static BigDecimal sum(List<Fact> some, String field) {
        return some.stream()
                .map(fact -> new BigDecimal(fact.value(field).orElse("0")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String mean(BigDecimal total, int count) {
        return count == 0
                ? "0"
                : total.divide(BigDecimal.valueOf(count), 4, RoundingMode.HALF_UP).toPlainString();
    }

    private static RowStream stream(List<String> header, List<List<String>> rows) {
        return new ListedRows(header, rows);
    }

    /// Rows out of a list.
    private static final class ListedRows implements RowStream {
        private final List<String> header;
        private final List<List<String>> rows;
        private int next;

        ListedRows(List<String> header, List<List<String>> rows) {
            this.header = List.copyOf(header);
            this.rows = List.copyOf(rows);
        }

        @Override
        public Header header() {
            return new Header.Read(header);
        }

        @Override
        public Batch next(int limit) {
            if (next == rows.size()) {
                return new Batch.End();
            }
            var batch = new ArrayList<Table.Row>();
            while (batch.size() < limit && next < rows.size()) {
                // The header is line 1.
                batch.add(new Table.Row(next + 2L, rows.get(next)));
                next++;
            }
            return new Batch.Rows(batch);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
