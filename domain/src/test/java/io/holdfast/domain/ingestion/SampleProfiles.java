package io.holdfast.domain.ingestion;

import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.ingestion.FieldRule.FromColumn;
import io.holdfast.domain.ingestion.ImportProfile.Section;
import io.holdfast.domain.ingestion.ImportProfile.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Profiles for tests.
public final class SampleProfiles {

    private SampleProfiles() {}

    /// Customers (`id`, `email`) in `customers*.csv`, orders (`number`, `customer`, `when`,
    /// `total`) in `orders*.csv`.
    public static ImportProfile shop(String name) {
        return of(
                name,
                section(
                        "customers",
                        target(FactKind.CUSTOMERS, "customer_id", "id", "email", "email")),
                section(
                        "orders",
                        target(
                                FactKind.ORDERS,
                                "order_id",
                                "number",
                                "customer_id",
                                "customer",
                                "ordered_at",
                                "when",
                                "total",
                                "total")));
    }

    public static ImportProfile of(String name, Section... sections) {
        return new ImportProfile(name, 1, "A shop", "shop", "", List.of(sections));
    }

    public static Section section(String name, Target... targets) {
        return new Section(
                name, List.of(name + "*.csv"), TextFormat.auto(), 10, List.of(), List.of(targets));
    }

    /// @param fieldsAndColumns a field, the column that it is read from, the next field ...
    public static Target target(FactKind kind, String... fieldsAndColumns) {
        var rules = new HashMap<String, FieldRule>();
        for (int i = 0; i < fieldsAndColumns.length; i += 2) {
            rules.put(fieldsAndColumns[i], column(fieldsAndColumns[i + 1], Reading.plain()));
        }
        return new Target(kind, List.of(), rules);
    }

    public static Target with(Target target, String field, FieldRule rule) {
        var rules = new HashMap<>(target.fields());
        rules.put(field, rule);
        return new Target(target.kind(), target.when(), rules);
    }

    public static FieldRule column(String name, Reading reading) {
        return new FromColumn(name, reading);
    }

    /// Another reading of a plain one.
    public static Reading numbers(Reading.Numbers numbers, Reading.Sign sign) {
        var plain = Reading.plain();
        return new Reading(
                plain.spaces(),
                plain.blank(),
                plain.words(),
                plain.others(),
                plain.letters(),
                plain.lookup(),
                plain.dates(),
                plain.zone(),
                numbers,
                sign);
    }

    public static Reading words(Map<String, String> words, Reading.Others others) {
        var plain = Reading.plain();
        return new Reading(
                plain.spaces(),
                List.of("NA"),
                words,
                others,
                plain.letters(),
                plain.lookup(),
                plain.dates(),
                plain.zone(),
                plain.numbers(),
                plain.sign());
    }

    public static Reading lookup(String collection, String field, Reading.Others others) {
        var plain = Reading.plain();
        return new Reading(
                plain.spaces(),
                plain.blank(),
                plain.words(),
                plain.others(),
                plain.letters(),
                new Reading.Lookup.InRecords(collection, field, others),
                plain.dates(),
                plain.zone(),
                plain.numbers(),
                plain.sign());
    }
}
