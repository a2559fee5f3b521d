package io.holdfast.adapters.persistence.customers;

import io.holdfast.domain.customers.FactField;
import io.holdfast.domain.customers.FactKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The statements that bring facts of one kind from a staging table into their own. A staging table
/// has the kind's fields and a sequence number, `seq`; whose facts they are and when they are
/// loaded, the transaction's settings say.
///
/// In all statements `s` is the staging table and `t` the kind's own.
record FactTable(FactKind kind) {

    static final String SOURCE = "current_setting('holdfast.source')";
    static final String LOADED_AT = "current_setting('holdfast.loaded_at')::timestamptz";
    private static final String LINE_PRICE = "coalesce(s.unit_price, p.list_price, 0)";
    private static final String LINE_TOTAL = "round(greatest(%s * %s - %s, 0), 2)";

    /// A column and what goes into it.
    private record Part(String column, String expression) {}

    String name() {
        return kind.label();
    }

    List<String> columns() {
        return kind.fields().stream().map(FactField::name).toList();
    }

    private List<String> keys() {
        return kind.keys().stream().map(FactField::name).toList();
    }

    private static String join(List<String> parts, String template, String separator) {
        return parts.stream()
                .map(part -> template.formatted(part))
                .collect(Collectors.joining(separator));
    }

    private String matches() {
        return join(keys(), "t.%1$s = s.%1$s", " AND ");
    }

    /// A fact's key as one text.
    String keyText(String alias) {
        return "concat_ws(chr(31), " + join(keys(), alias + ".%s", ", ") + ")";
    }

    /// @param origin whether each row says which source it is from, in a column of that name
    String createStaging(String staging, boolean origin) {
        return """
        CREATE TEMP TABLE %s ON COMMIT DROP AS
        SELECT 0::bigint AS seq, %s%s FROM %s WITH NO DATA
        """
                .formatted(
                        staging,
                        String.join(", ", columns()),
                        origin ? ", ''::text AS origin" : "",
                        name());
    }

    String copy(String staging) {
        return "COPY %s (seq, %s) FROM STDIN".formatted(staging, String.join(", ", columns()));
    }

    boolean hasCustomer() {
        return kind != FactKind.EXTERNAL_IDS && columns().contains("customer_id");
    }

    /// Gives lines without a number theirs, in a table of a new name: to change nearly all rows of
    /// a table takes longer than to write it anew.
    String numberLines(String staging, String numbered) {
        var fields =
                join(columns(), "%s", ", ")
                        .replace(
                                "line_no",
                                """
                                coalesce(line_no, coalesce(max(line_no) OVER (PARTITION BY order_id), 0)
                                    + row_number() OVER
                                        (PARTITION BY order_id, line_no IS NULL ORDER BY seq))
                                    ::integer AS line_no
                                """);
        return "CREATE TEMP TABLE %s ON COMMIT DROP AS SELECT seq, %s FROM %s"
                .formatted(numbered, fields, staging);
    }

    String countKeys(String staging) {
        return "SELECT count(*) FROM (SELECT FROM %s GROUP BY %s) AS one"
                .formatted(staging, String.join(", ", keys()));
    }

    /// Leaves the fact that counts of each key.
    String deleteSuperseded(String staging) {
        var newest = kind == FactKind.CUSTOMERS ? "registered_at DESC NULLS LAST, " : "";
        return """
        DELETE FROM %1$s AS s USING (
            SELECT ctid AS place, row_number()
                OVER (PARTITION BY %2$s ORDER BY %3$sseq DESC) AS nth FROM %1$s) AS one
        WHERE s.ctid = one.place AND one.nth > 1
        """
                .formatted(staging, String.join(", ", keys()), newest);
    }

    /// Moves what is about something unknown into quarantine.
    ///
    /// @param origin an expression over `m`, the facts to be moved: the source they are from
    String quarantine(String staging, String origin) {
        var joins = new StringBuilder();
        var unknown = new ArrayList<String>();
        var awaits = new StringBuilder();
        var awaited = new StringBuilder();
        for (var reference : kind.references()) {
            var field = reference.field();
            var to = reference.to().label();
            joins.append("LEFT JOIN %1$s ON %1$s.%2$s = s.%2$s\n".formatted(to, field));
            var condition = "s.%2$s IS NOT NULL AND %1$s.%2$s IS NULL".formatted(to, field);
            unknown.add("(" + condition + ")");
            awaits.append("WHEN %s THEN '%s' ".formatted(condition, to));
            awaited.append("WHEN %s THEN s.%s ".formatted(condition, field));
        }
        return """
        WITH unknown AS MATERIALIZED (
            SELECT s.ctid AS place, CASE %2$s END AS awaits, CASE %3$s END AS awaited_id
            FROM %1$s AS s %4$s WHERE %5$s),
        m AS (
            DELETE FROM %1$s AS s USING unknown WHERE s.ctid = unknown.place
            RETURNING s.*, unknown.awaits, unknown.awaited_id)
        INSERT INTO quarantined_facts AS q
            (kind, fact_key, source, awaits, awaited_id, fact, since)
        SELECT '%6$s', %7$s, %8$s, m.awaits, m.awaited_id,
            (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(m))
             WHERE key IN (%9$s) AND value <> 'null'), %10$s
        FROM m
        ON CONFLICT (kind, fact_key) DO UPDATE SET source = excluded.source,
            awaits = excluded.awaits, awaited_id = excluded.awaited_id,
            fact = q.fact || excluded.fact
        """
                .formatted(
                        staging,
                        awaits,
                        awaited,
                        joins,
                        String.join(" OR ", unknown),
                        name(),
                        keyText("m"),
                        origin,
                        join(columns(), "'%s'", ", "),
                        LOADED_AT);
    }

    /// Takes back what has waited for something that is here now, or has an id that leads there.
    ///
    /// @param arrived a condition over `q`, the quarantined facts
    String release(String released, String arrived) {
        return """
        WITH q AS (
            DELETE FROM quarantined_facts AS q WHERE q.kind = '%2$s' AND (%3$s)
            RETURNING q.fact, q.source, q.since, q.fact_key)
        INSERT INTO %1$s (seq, origin, %4$s)
        SELECT row_number() OVER (ORDER BY q.since, q.fact_key), q.source, %5$s
        FROM q LEFT JOIN external_ids AS x
            ON x.source = q.source AND x.external_id = q.fact ->> 'customer_id'
        CROSS JOIN LATERAL jsonb_populate_record(NULL::%1$s, q.fact
            || CASE WHEN x.customer_id IS NULL THEN '{}'
                    ELSE jsonb_build_object('customer_id', x.customer_id) END) AS r
        """
                .formatted(
                        released,
                        name(),
                        arrived,
                        String.join(", ", columns()),
                        join(columns(), "r.%s", ", "));
    }

    /// Takes out of quarantine what has come again and is stored.
    String forgetWaiting(String staging) {
        return "DELETE FROM quarantined_facts AS q USING %s AS s WHERE q.kind = '%s' AND q.fact_key = %s"
                .formatted(staging, name(), keyText("s"));
    }

    /// Sorted by key, so that the index grows at its end or page by page.
    String insert(String staging) {
        var parts = new ArrayList<Part>();
        columns().forEach(column -> parts.add(new Part(column, filled(column))));
        switch (kind) {
            case CUSTOMERS -> {
                parts.add(new Part("source", SOURCE));
                parts.add(new Part("changed_at", LOADED_AT));
            }
            case ORDERS -> parts.add(new Part("total_given", "s.total IS NOT NULL"));
            case EVENTS -> parts.add(new Part("source", SOURCE));
            case LOYALTY, PRODUCTS, ORDER_LINES, RETURNS, TICKETS -> {}
            case APP_SESSIONS, EXTERNAL_IDS, RECORDS -> {}
        }
        var prices =
                kind == FactKind.ORDER_LINES
                        ? "LEFT JOIN products AS p ON p.product_id = s.product_id"
                        : "";
        return """
        INSERT INTO %1$s (%2$s) SELECT %3$s FROM %4$s AS s %5$s
        WHERE NOT EXISTS (SELECT FROM %1$s AS t WHERE %6$s) ORDER BY %7$s
        """
                .formatted(
                        name(),
                        parts.stream().map(Part::column).collect(Collectors.joining(", ")),
                        parts.stream().map(Part::expression).collect(Collectors.joining(", ")),
                        staging,
                        prices,
                        matches(),
                        join(keys(), "s.%s", ", "));
    }

    private String filled(String column) {
        return switch (kind.label() + "." + column) {
            case "orders.total" -> "coalesce(s.total, 0)";
            case "orders.status" -> "coalesce(s.status, 'completed')";
            case "order_lines.unit_price" -> LINE_PRICE;
            case "order_lines.discount" -> "coalesce(s.discount, 0)";
            case "order_lines.line_total" ->
                    "coalesce(s.line_total, "
                            + LINE_TOTAL.formatted(
                                    LINE_PRICE, "s.quantity", "coalesce(s.discount, 0)")
                            + ")";
            case "events.metadata" -> "coalesce(s.metadata, '{}')";
            default -> "s." + column;
        };
    }

    /// Changes what is stored and differs; an absent value leaves it.
    String update(String staging) {
        return update(staging, SOURCE);
    }

    /// @param source an expression: the system the facts are from
    String update(String staging, String source) {
        var keys = keys();
        var values = columns().stream().filter(column -> !keys.contains(column)).toList();
        var changes = new ArrayList<String>();
        values.forEach(column -> changes.add("%s = %s".formatted(column, corrected(column))));
        var conditions = new ArrayList<String>();
        conditions.add(matches());
        switch (kind) {
            case CUSTOMERS -> {
                changes.add("source = " + source);
                changes.add("changed_at = " + LOADED_AT);
                conditions.add("coalesce(s.registered_at >= t.registered_at, true)");
            }
            case ORDERS -> changes.add("total_given = t.total_given OR s.total IS NOT NULL");
            case EVENTS -> changes.add("source = " + source);
            case LOYALTY, PRODUCTS, ORDER_LINES, RETURNS, TICKETS -> {}
            case APP_SESSIONS, EXTERNAL_IDS, RECORDS -> {}
        }
        conditions.add("(" + join(values, differs("%1$s"), " OR ") + ")");
        return "UPDATE %s AS t SET %s FROM %s AS s WHERE %s"
                .formatted(
                        name(),
                        String.join(", ", changes),
                        staging,
                        String.join(" AND ", conditions));
    }

    private static String differs(String column) {
        return "(s.%1$s IS NOT NULL AND s.%1$s IS DISTINCT FROM t.%1$s)".formatted(column);
    }

    private String corrected(String column) {
        var kept = "coalesce(s.%1$s, t.%1$s)";
        if (kind == FactKind.ORDER_LINES && column.equals("line_total")) {
            var priced = List.of("unit_price", "quantity", "discount");
            var computed =
                    LINE_TOTAL.formatted(priced.stream().map(one -> kept.formatted(one)).toArray());
            return "coalesce(s.line_total, CASE WHEN %s THEN %s ELSE t.line_total END)"
                    .formatted(join(priced, differs("%1$s"), " OR "), computed);
        }
        return kept.formatted(column);
    }
}
