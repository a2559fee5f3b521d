package io.holdfast.adapters.persistence.customers;

import static io.holdfast.domain.customers.FactKind.CUSTOMERS;
import static io.holdfast.domain.customers.FactKind.EVENTS;
import static io.holdfast.domain.customers.FactKind.EXTERNAL_IDS;
import static io.holdfast.domain.customers.FactKind.LOYALTY;
import static io.holdfast.domain.customers.FactKind.ORDERS;
import static io.holdfast.domain.customers.FactKind.ORDER_LINES;
import static io.holdfast.domain.customers.FactKind.PRODUCTS;

import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads.Count;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Brings what a load has staged into the tables, what others are about before them: customers,
/// products, orders, and the rest.
final class FactMerge {

    private static final List<FactKind> DEPENDENTS_LAST =
            Stream.concat(
                            Stream.of(CUSTOMERS, EXTERNAL_IDS, LOYALTY, PRODUCTS, ORDERS),
                            Stream.of(FactKind.values()))
                    .distinct()
                    .filter(kind -> kind != EVENTS)
                    .toList();

    /// For the sorts and joins of this transaction alone.
    private static final String MORE_MEMORY = "SET LOCAL work_mem = '64MB'";

    /// Below, the server's guess is as good.
    private static final long ANALYZED_MIN = 200;

    private final Connection connection;
    private final String source;
    private final Instant at;
    private final EventPartitions partitions;
    private final Map<FactKind, Long> read;
    private final boolean unnumbered;

    /// The temporary tables there are.
    private final Set<String> tables = new HashSet<>();

    private final Map<FactKind, Count> counts = new EnumMap<>(FactKind.class);

    /// @param read facts of each kind that are staged
    /// @param unnumbered whether there are order lines without a number
    FactMerge(
            Connection connection,
            String source,
            Instant at,
            EventPartitions partitions,
            Map<FactKind, Long> read,
            boolean unnumbered) {
        this.connection = connection;
        this.source = source;
        this.at = at;
        this.partitions = partitions;
        this.read = Map.copyOf(read);
        this.unnumbered = unnumbered;
        read.keySet().forEach(kind -> tables.add(staged(kind)));
    }

    static String staged(FactKind kind) {
        return "staged_" + kind.label();
    }

    private static String released(FactKind kind) {
        return "released_" + kind.label();
    }

    List<Count> run() throws SQLException {
        List<LocalDate> months =
                read.containsKey(EVENTS)
                        ? EventPartitions.monthsOf(connection, staged(EVENTS))
                        : List.of();
        partitions.prepare(connection, months);
        boolean nothingElse = read.keySet().equals(Set.of(EVENTS));
        if (!nothingElse) {
            FactLocks.takeFacts(connection);
        }
        configure();
        if (unnumbered) {
            numberLines();
        }
        for (var entry : read.entrySet()) {
            if (entry.getValue() >= ANALYZED_MIN) {
                execute("ANALYZE " + staged(entry.getKey()));
            }
        }
        if (!nothingElse) {
            settleCustomers();
        }
        for (var kind : DEPENDENTS_LAST) {
            long released = release(kind);
            if (read.containsKey(kind)) {
                counts.put(kind, store(kind, released));
            } else if (released > 0) {
                counts.put(kind, new Count(kind, 0, 0, 0, 0, 0, 0, released));
            }
        }
        totalOrders();
        boolean hasNewIds = hasNewIds();
        if (hasNewIds || read.containsKey(EVENTS)) {
            // Last, so that a stream of events waits for no more than those of this load.
            FactLocks.takeEvents(connection);
        }
        if (hasNewIds) {
            moveEvents();
        }
        if (read.containsKey(EVENTS)) {
            if (nothingElse) {
                settleCustomers();
            }
            partitions.complete(connection, months);
            counts.put(EVENTS, store(EVENTS, 0));
        }
        execute("DROP TABLE " + String.join(", ", tables));
        return List.copyOf(counts.values());
    }

    private void configure() throws SQLException {
        execute(MORE_MEMORY);
        var sql =
                """
                SELECT set_config('holdfast.source', ?, true),
                    set_config('holdfast.loaded_at', ?, true)
                """;
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, source);
            select.setString(2, at.toString());
            select.execute();
        }
    }

    private void numberLines() throws SQLException {
        var staged = staged(ORDER_LINES);
        execute(new FactTable(ORDER_LINES).numberLines(staged, "numbered_order_lines"));
        execute("DROP TABLE " + staged);
        execute("ALTER TABLE numbered_order_lines RENAME TO " + staged);
    }

    /// To be called under a lock that keeps erasures away.
    private void settleCustomers() throws SQLException {
        resolve();
        leaveOutErased();
    }

    /// Who was erased after the load had begun is in it still.
    private void leaveOutErased() throws SQLException {
        var since = "'" + ErasedIds.since(at) + "'::timestamptz";
        if (!exists("SELECT FROM erasures WHERE erased_at >= " + since)) {
            return;
        }
        var erased = ErasedIds.names(since, FactTable.SOURCE, "s.customer_id", "s.customer_id");
        if (read.containsKey(ORDERS)) {
            var orders =
                    "SELECT s.order_id FROM %s AS s WHERE %s".formatted(staged(ORDERS), erased);
            for (var kind : read.keySet()) {
                if (kind != ORDERS && new FactTable(kind).columns().contains("order_id")) {
                    execute(
                            "DELETE FROM %s WHERE order_id IN (%s)"
                                    .formatted(staged(kind), orders));
                }
            }
        }
        for (var kind : read.keySet()) {
            if (kind == EXTERNAL_IDS) {
                var theirs = ErasedIds.names(since, "s.source", "s.external_id", "s.customer_id");
                execute("DELETE FROM %s AS s WHERE %s".formatted(staged(kind), theirs));
            } else if (new FactTable(kind).hasCustomer()) {
                execute("DELETE FROM %s AS s WHERE %s".formatted(staged(kind), erased));
            }
        }
    }

    private boolean hasNewIds() {
        var count = counts.get(EXTERNAL_IDS);
        return count != null && count.inserted() + count.updated() + count.released() > 0;
    }

    /// Events wait for nobody, so they are stored under the source's id until ours is known.
    private void moveEvents() throws SQLException {
        execute(
                """
                UPDATE events AS e SET customer_id = x.customer_id FROM external_ids AS x
                WHERE (x.source, x.external_id) IN (%s) AND x.customer_id <> x.external_id
                    AND e.source = x.source AND e.customer_id = x.external_id
                """
                        .formatted(come(EXTERNAL_IDS, "source, external_id")));
    }

    /// Puts our ids of customers in place of the source's, by the ids of this load first.
    private void resolve() throws SQLException {
        var all = "SELECT 1 AS rank, 0 AS seq, source, external_id, customer_id FROM external_ids";
        if (read.containsKey(EXTERNAL_IDS)) {
            all +=
                    " UNION ALL SELECT 0, seq, source, external_id, customer_id FROM "
                            + staged(EXTERNAL_IDS);
        }
        var mine = "(%s) AS one WHERE source = %s".formatted(all, FactTable.SOURCE);
        if (!exists("SELECT FROM " + mine)) {
            return;
        }
        var ours =
                """
                SELECT DISTINCT ON (external_id) external_id, customer_id FROM %s
                ORDER BY external_id, rank, seq DESC
                """
                        .formatted(mine);
        for (var kind : read.keySet()) {
            if (new FactTable(kind).hasCustomer()) {
                execute(
                        """
                        UPDATE %s AS s SET customer_id = x.customer_id FROM (%s) AS x
                        WHERE s.customer_id = x.external_id AND x.customer_id <> x.external_id
                        """
                                .formatted(staged(kind), ours));
            }
        }
    }

    /// Stores what has waited for something that this load has brought.
    private long release(FactKind kind) throws SQLException {
        var arrived = arrivals(kind);
        if (arrived.isEmpty() || !isWaiting(kind)) {
            return 0;
        }
        var table = new FactTable(kind);
        var released = released(kind);
        execute(table.createStaging(released, true));
        tables.add(released);
        long found = execute(table.release(released, arrived));
        if (found == 0) {
            return 0;
        }
        if (found >= ANALYZED_MIN) {
            execute("ANALYZE " + released);
        }
        found -= execute(table.deleteSuperseded(released));
        found -= execute(table.quarantine(released, "m.origin"));
        merge(kind, released, found);
        return found;
    }

    /// A condition over quarantined facts, `q`; empty where nothing has come that one waits for.
    private String arrivals(FactKind kind) {
        var conditions = new ArrayList<String>();
        for (var reference : kind.references()) {
            var to = reference.to();
            var come = come(to, reference.field());
            if (!come.isEmpty()) {
                conditions.add(
                        "(q.awaits = '%s' AND q.awaited_id IN (%s))".formatted(to.label(), come));
            }
            var ids = to == CUSTOMERS ? come(EXTERNAL_IDS, "source, external_id") : "";
            if (!ids.isEmpty() && kind != EXTERNAL_IDS) {
                conditions.add(
                        "(q.awaits = '%s' AND (q.source, q.awaited_id) IN (%s))"
                                .formatted(to.label(), ids));
            }
        }
        return String.join(" OR ", conditions);
    }

    private String come(FactKind kind, String columns) {
        return Stream.of(staged(kind), released(kind))
                .filter(tables::contains)
                .map(table -> "SELECT " + columns + " FROM " + table)
                .collect(Collectors.joining(" UNION ALL "));
    }

    private Count store(FactKind kind, long released) throws SQLException {
        var table = new FactTable(kind);
        var staged = staged(kind);
        long all = read.getOrDefault(kind, 0L);
        long superseded = all - number(table.countKeys(staged));
        if (superseded > 0) {
            execute(table.deleteSuperseded(staged));
        }
        long quarantined =
                kind.references().isEmpty()
                        ? 0
                        : execute(table.quarantine(staged, FactTable.SOURCE));
        long left = all - superseded - quarantined;
        if (left > 0 && isWaiting(kind)) {
            execute(table.forgetWaiting(staged));
        }
        var merged = merge(kind, staged, left);
        return new Count(
                kind,
                all,
                merged.inserted(),
                merged.updated(),
                left - merged.inserted() - merged.updated(),
                superseded,
                quarantined,
                released);
    }

    private record Merged(long inserted, long updated) {}

    /// What is inserted need not be compared; where everything is, nothing is left to compare.
    private Merged merge(FactKind kind, String staging, long rows) throws SQLException {
        if (rows == 0) {
            return new Merged(0, 0);
        }
        var table = new FactTable(kind);
        long inserted = execute(table.insert(staging));
        long updated = inserted < rows ? execute(table.update(staging)) : 0;
        return new Merged(inserted, updated);
    }

    /// The totals that no source has said, of the orders that this load has touched.
    private void totalOrders() throws SQLException {
        var touched =
                Stream.of(come(ORDERS, "order_id"), come(ORDER_LINES, "order_id"))
                        .filter(one -> !one.isEmpty())
                        .collect(Collectors.joining(" UNION ALL "));
        if (touched.isEmpty() || !exists("SELECT FROM orders WHERE NOT total_given")) {
            return;
        }
        execute(
                """
                UPDATE orders AS o SET total = n.total FROM (
                    SELECT open.order_id, coalesce(sum(l.line_total), 0) AS total
                    FROM (SELECT order_id FROM orders
                          WHERE NOT total_given AND order_id IN (%s)) AS open
                    LEFT JOIN order_lines AS l ON l.order_id = open.order_id
                    GROUP BY open.order_id) AS n
                WHERE o.order_id = n.order_id AND o.total <> n.total
                """
                        .formatted(touched));
    }

    private boolean isWaiting(FactKind kind) throws SQLException {
        return exists("SELECT FROM quarantined_facts WHERE kind = '" + kind.label() + "'");
    }

    private long execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute(sql) ? 0 : Math.max(0, statement.getLargeUpdateCount());
        }
    }

    private boolean exists(String sql) throws SQLException {
        return number("SELECT CASE WHEN EXISTS (" + sql + ") THEN 1 ELSE 0 END") == 1;
    }

    private long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
