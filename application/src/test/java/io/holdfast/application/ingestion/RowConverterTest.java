package io.holdfast.application.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.application.ingestion.quality.FactQuality.FaultyField;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.ingestion.FieldRule;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfile.Section;
import io.holdfast.domain.ingestion.ImportProfile.Skip;
import io.holdfast.domain.ingestion.ImportProfile.Target;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.InMemoryRecordValues;
import io.holdfast.domain.ingestion.Reading;
import io.holdfast.domain.ingestion.RecordValues;
import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.ingestion.RowCondition;
import io.holdfast.domain.ingestion.RowCondition.Sign;
import io.holdfast.domain.ingestion.SampleProfiles;
import io.holdfast.domain.ingestion.TextFormat;
import io.holdfast.domain.models.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RowConverterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> ORDER = List.of("number", "customer", "when", "total");

    private final InMemoryRecordValues records = new InMemoryRecordValues();

    private RowConverter.Preparation prepare(
            ImportProfile profile, String section, List<String> header) {
        return RowConverter.prepare(
                profile, profile.section(section, "").orElseThrow(), header, records, NOW);
    }

    private RowConverter ready(ImportProfile profile, String section, List<String> header) {
        return switch (prepare(profile, section, header)) {
            case RowConverter.Preparation.Ready(var converter) -> converter;
            case RowConverter.Preparation.Refused(var reasons) -> throw new AssertionError(reasons);
        };
    }

    private RowConverter orders() {
        return ready(SampleProfiles.shop("shop"), "orders", ORDER);
    }

    private static Table.Row row(String... cells) {
        return new Table.Row(7, List.of(cells));
    }

    private static Fact one(RowConverter converter, String... cells) {
        assertThat(converter.convert(row(cells))).isEqualTo(RowConverter.Verdict.CONVERTED);
        assertThat(converter.facts()).hasSize(1);
        return converter.facts().getFirst();
    }

    private static List<Rejection> rejected(RowConverter converter, String... cells) {
        assertThat(converter.convert(row(cells))).isEqualTo(RowConverter.Verdict.REJECTED);
        assertThat(converter.facts()).isEmpty();
        return converter.rejections();
    }

    private static ImportProfile single(Target target) {
        return SampleProfiles.of("shop", SampleProfiles.section("all", target));
    }

    @Test
    void makes_a_fact_of_a_row() {
        var fact = one(orders(), " o1 ", "c1", "2026-02-01 10:00:00", "12.5");

        assertThat(fact.kind()).isEqualTo(FactKind.ORDERS);
        assertThat(fact.line()).isEqualTo(7);
        assertThat(fact.value("order_id")).contains("o1");
        assertThat(fact.value("customer_id")).contains("c1");
        assertThat(fact.value("ordered_at")).contains("2026-02-01T10:00:00Z");
        assertThat(fact.value("total")).contains("12.5");
        assertThat(fact.value("status")).isEmpty();
    }

    @Test
    void a_blank_cell_says_nothing() {
        assertThat(one(orders(), "o1", "c1", "2026-02-01", "  ").value("total")).isEmpty();
    }

    @Test
    void columns_may_stand_in_any_order_among_others() {
        var header = List.of("total", "note", "when", "customer", "number");
        var fact =
                one(
                        ready(SampleProfiles.shop("shop"), "orders", header),
                        "1",
                        "x",
                        "2026-02-01",
                        "c1",
                        "o1");

        assertThat(fact.value("order_id")).contains("o1");
    }

    @Test
    void names_every_column_that_is_missing_or_there_twice() {
        var prepared =
                prepare(
                        SampleProfiles.shop("shop"),
                        "orders",
                        List.of("number", "when", "number", "Total"));

        assertThat(prepared)
                .isEqualTo(
                        new RowConverter.Preparation.Refused(
                                List.of(
                                        "the header lacks customer, total",
                                        "the header has twice number")));
    }

    @Test
    void tells_the_fields_that_a_row_was_rejected_for() {
        var converter = orders();

        assertThat(rejected(converter, "", "c1", "tomorrow", "-3")).hasSize(3);
        assertThat(converter.faultyFields())
                .containsExactly(
                        faulty("order_id", true),
                        faulty("ordered_at", false),
                        faulty("total", false));
        assertThat(rejected(converter, "o1", "c1", "2026-02-01", "-3")).hasSize(1);
        assertThat(converter.faultyFields()).containsExactly(faulty("total", false));
    }

    private static FaultyField faulty(String field, boolean missing) {
        return new FaultyField(FactKind.ORDERS, FactKind.ORDERS.indexOf(field), missing);
    }

    @Test
    void tells_every_fault_of_a_row() {
        assertThat(rejected(orders(), "", "c1", "tomorrow", "-3"))
                .extracting(Rejection::column, Rejection::value, Rejection::reason)
                .containsExactly(
                        tuple("number", "", "order_id must not be missing"),
                        tuple(
                                "when",
                                "tomorrow",
                                "must be a moment of the years 1900 to 2200, written as iso"),
                        tuple("total", "-3", "must be a number from 0 to 1000000000000"));
    }

    @Test
    void what_has_happened_does_not_lie_in_the_future() {
        var converter = orders();

        assertThat(rejected(converter, "o1", "c1", "2026-03-01 12:00:01", "1"))
                .extracting(Rejection::reason)
                .containsExactly("lies in the future");
        assertThat(one(converter, "o1", "c1", "2026-03-01 12:00:00", "1").value("ordered_at"))
                .isPresent();
        // The same text again, which is remembered.
        assertThat(rejected(converter, "o1", "c1", "2026-03-02", "1")).hasSize(1);
        assertThat(rejected(converter, "o1", "c1", "2026-03-02", "1")).hasSize(1);
    }

    @Test
    void tells_rows_of_another_width_and_texts_that_are_too_long() {
        assertThat(rejected(orders(), "o1", "c1"))
                .containsExactly(new Rejection(7, "", "", "has 2 cells, the header 4"));
        assertThat(rejected(orders(), "o".repeat(201), "c1", "2026-02-01", "1"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.reason()).contains("1 to 200 characters");
                    assertThat(one.value()).hasSize(200);
                });
    }

    @Test
    void puts_the_prefix_before_ids_and_nothing_else() {
        var shop = SampleProfiles.shop("shop");
        var prefixed = new ImportProfile("shop", 1, "", "shop", "S-", shop.sections());
        var fact = one(ready(prefixed, "orders", ORDER), "1", "2", "2026-02-01", "3");

        assertThat(fact.value("order_id")).contains("S-1");
        assertThat(fact.value("customer_id")).contains("S-2");
        assertThat(fact.value("total")).contains("3");
    }

    @Test
    void reads_words_by_what_they_stand_for() {
        var target = SampleProfiles.target(FactKind.CUSTOMERS, "customer_id", "id");
        var words = Map.of("M", "male");
        var gender =
                SampleProfiles.with(
                        target,
                        "gender",
                        SampleProfiles.column(
                                "g", SampleProfiles.words(words, Reading.Others.REFUSED)));
        var converter = ready(single(gender), "all", List.of("id", "g"));

        assertThat(one(converter, "1", "M").value("gender")).contains("male");
        assertThat(one(converter, "1", "NA").value("gender")).isEmpty();
        assertThat(rejected(converter, "1", "X"))
                .containsExactly(new Rejection(7, "g", "X", "must be one of M"));
    }

    @Test
    void joins_columns_in_a_template_and_takes_constants() {
        var target =
                SampleProfiles.target(
                        FactKind.RETURNS, "product_id", "p", "returned_at", "t", "quantity", "q");
        target =
                SampleProfiles.with(
                        target, "return_id", new FieldRule.Template("{p}/{n}", Reading.plain()));
        var absolute = SampleProfiles.numbers(Reading.Numbers.PLAIN, Reading.Sign.ABSOLUTE);
        target = SampleProfiles.with(target, "quantity", SampleProfiles.column("q", absolute));
        target = SampleProfiles.with(target, "reason", new FieldRule.Constant("cancelled"));
        var converter = ready(single(target), "all", List.of("p", "t", "n", "q"));

        var fact = one(converter, "p1", "2026-02-01", "9", "-3.00");
        assertThat(fact.value("return_id")).contains("p1/9");
        assertThat(fact.value("quantity")).contains("3");
        assertThat(fact.value("reason")).contains("cancelled");
        assertThat(one(converter, "p1", "2026-02-01", "", "-3").value("return_id")).isEmpty();
    }

    private static Target records(FieldRule fields) {
        return new Target(
                FactKind.RECORDS,
                List.of(),
                Map.of(
                        "collection",
                        new FieldRule.Constant("shop.kinds"),
                        "record_id",
                        SampleProfiles.column("id", Reading.plain()),
                        "fields",
                        fields));
    }

    @Test
    void keeps_what_is_asked_for_as_an_object() {
        var all =
                ready(
                        single(records(new FieldRule.ObjectOfAll(List.of("x")))),
                        "all",
                        List.of("id", "na\"me", "x", ""));
        assertThat(one(all, "1", " a\\\"\n\u0001 ", "2", "3").value("fields"))
                .contains("{\"id\":\"1\",\"na\\\"me\":\"a\\\\\\\"\\n\\u0001\"}");

        var some = Map.<String, FieldRule>of("n", SampleProfiles.column("x", Reading.plain()));
        var named = ready(single(records(new FieldRule.ObjectOf(some))), "all", List.of("id", "x"));
        assertThat(one(named, "1", "y").value("fields")).contains("{\"n\":\"y\"}");
        assertThat(one(named, "1", "").value("fields")).contains("{}");
    }

    @Test
    void looks_up_what_another_file_brought() {
        records.put("shop.kinds", "1", Map.of("name", "Bikes"));
        var kind = SampleProfiles.lookup("shop.kinds", "name", Reading.Others.REFUSED);
        var target =
                SampleProfiles.with(
                        SampleProfiles.target(FactKind.PRODUCTS, "product_id", "id"),
                        "category",
                        SampleProfiles.column("kind", kind));
        var converter = ready(single(target), "all", List.of("id", "kind"));

        assertThat(one(converter, "p", "1").value("category")).contains("Bikes");
        assertThat(one(converter, "p", "").value("category")).isEmpty();
        assertThat(rejected(converter, "p", "2"))
                .extracting(Rejection::reason)
                .containsExactly("is not among the records of shop.kinds");
    }

    @Test
    void asks_for_the_other_file_first() {
        var kind = SampleProfiles.lookup("shop.kinds", "name", Reading.Others.REFUSED);
        var target =
                SampleProfiles.with(
                        SampleProfiles.target(FactKind.PRODUCTS, "product_id", "id"),
                        "category",
                        SampleProfiles.column("kind", kind));

        assertThat(prepare(single(target), "all", List.of("id", "kind")))
                .isInstanceOfSatisfying(
                        RowConverter.Preparation.Refused.class,
                        refused ->
                                assertThat(refused.reasons())
                                        .singleElement()
                                        .satisfies(reason ->
                                                assertThat(reason).contains("shop.kinds")));
    }

    @Test
    void asks_for_fewer_records_where_there_are_too_many_to_look_up() {
        for (int i = 0; i <= RecordValues.MAX_VALUES; i++) {
            records.put("shop.kinds", String.valueOf(i), Map.of("name", "Bikes"));
        }
        for (var others : List.of(Reading.Others.REFUSED, Reading.Others.KEPT)) {
            var kind = SampleProfiles.lookup("shop.kinds", "name", others);
            var target =
                    SampleProfiles.with(
                            SampleProfiles.target(FactKind.PRODUCTS, "product_id", "id"),
                            "category",
                            SampleProfiles.column("kind", kind));

            assertThat(prepare(single(target), "all", List.of("id", "kind")))
                    .isEqualTo(
                            new RowConverter.Preparation.Refused(
                                    List.of(
                                            "there are more than 100000 records of shop.kinds, too"
                                                    + " many to look up")));
        }
    }

    private static ImportProfile invoices() {
        var order =
                SampleProfiles.target(
                        FactKind.ORDERS,
                        "order_id",
                        "no",
                        "customer_id",
                        "who",
                        "ordered_at",
                        "when");
        var line =
                SampleProfiles.target(
                        FactKind.ORDER_LINES,
                        "order_id",
                        "no",
                        "product_id",
                        "what",
                        "quantity",
                        "n");
        var isOrder = List.of(new RowCondition("no", new RowCondition.Test.StartsNotWith("C")));
        return SampleProfiles.of(
                "shop",
                new Section(
                        "lines",
                        List.of(),
                        TextFormat.auto(),
                        10,
                        List.of(
                                new Skip(
                                        "no customer",
                                        List.of(
                                                new RowCondition(
                                                        "who", new RowCondition.Test.IsBlank()))),
                                new Skip(
                                        "nothing",
                                        List.of(
                                                new RowCondition(
                                                        "n",
                                                        new RowCondition.Test.HasSign(
                                                                Sign.ZERO))))),
                        List.of(
                                new Target(order.kind(), isOrder, order.fields()),
                                new Target(line.kind(), isOrder, line.fields()))));
    }

    private static final List<String> INVOICE = List.of("no", "who", "when", "what", "n");

    @Test
    void makes_several_facts_of_a_row_and_each_order_once() {
        var converter = ready(invoices(), "lines", INVOICE);

        converter.convert(row("1", "a", "2026-02-01", "p", "1"));
        assertThat(converter.facts())
                .extracting(Fact::kind)
                .containsExactly(FactKind.ORDERS, FactKind.ORDER_LINES);
        converter.convert(row("1", "a", "2026-02-01", "p", "1"));
        assertThat(converter.facts()).extracting(Fact::kind).containsExactly(FactKind.ORDER_LINES);
        converter.convert(row("1", "b", "2026-02-01", "p", "1"));
        assertThat(converter.facts()).hasSize(2);
        converter.convert(row("1", "a", "2026-02-01", "p", "1"));
        assertThat(converter.facts()).as("says something else than the row before").hasSize(2);
    }

    @Test
    void an_order_of_a_rejected_row_is_not_taken_for_known() {
        var converter = ready(invoices(), "lines", INVOICE);

        rejected(converter, "1", "a", "2026-02-01", "p", "x");
        converter.convert(row("1", "a", "2026-02-01", "p", "1"));

        assertThat(converter.facts()).hasSize(2);
    }

    @Test
    void counts_rows_that_are_left_out_by_the_reason() {
        var converter = ready(invoices(), "lines", INVOICE);
        for (var cells :
                List.of(
                        List.of("1", "", "never", "p", "x"),
                        List.of("1", " ", "never", "p", "1"),
                        List.of("1", "a", "never", "p", "0.0"),
                        List.of("C1", "a", "never", "p", "1"))) {
            assertThat(converter.convert(new Table.Row(1, cells)))
                    .isEqualTo(RowConverter.Verdict.SKIPPED);
        }

        assertThat(converter.skipped())
                .containsExactly(
                        new ImportRun.Skipped("no customer", 2),
                        new ImportRun.Skipped("nothing", 1),
                        new ImportRun.Skipped(RowConverter.NO_TARGET, 1));
    }
}
