package io.holdfast.application.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.ingestion.quality.QualityDimension;
import io.holdfast.domain.ingestion.quality.QualityReport;
import io.holdfast.domain.ingestion.quality.QualityReport.FieldFigures;
import io.holdfast.domain.ingestion.quality.QualityReport.Measure;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactQualityTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final FactQuality quality = new FactQuality(new Random(1));

    /// @param pairs of names and values
    private static Fact fact(FactKind kind, long line, String... pairs) {
        var values = new @Nullable String[kind.fields().size()];
        for (int i = 0; i < pairs.length; i += 2) {
            values[kind.indexOf(pairs[i])] = pairs[i + 1];
        }
        return Fact.of(kind, line, values);
    }

    private static Fact line(
            long line, String quantity, String price, String discount, String total) {
        return fact(
                FactKind.ORDER_LINES,
                line,
                "order_id",
                "o" + line,
                "product_id",
                "p",
                "quantity",
                quantity,
                "unit_price",
                price,
                "discount",
                discount,
                "line_total",
                total);
    }

    private static Fact order(long line, String at, String total) {
        return fact(
                FactKind.ORDERS,
                line,
                "order_id",
                "o" + line,
                "customer_id",
                "c",
                "ordered_at",
                at,
                "total",
                total);
    }

    private static FactLoads.Count count(
            FactKind kind, long read, long superseded, long quarantined) {
        return new FactLoads.Count(
                kind, read, read - superseded - quarantined, 0, 0, superseded, quarantined, 0);
    }

    private static Measure measure(QualityReport report, QualityDimension dimension) {
        return report.measures().stream()
                .filter(measure -> measure.dimension() == dimension)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void finds_nothing_in_clean_facts() {
        var random = new Random(4);
        for (int i = 1; i <= 5_000; i++) {
            var price = String.format(Locale.ROOT, "%.2f", Math.exp(3 + random.nextGaussian()));
            quality.accept(order(i, NOON.minusSeconds(60L * i).toString(), price));
            quality.accept(line(i, "1", price, "0", price));
        }

        var report =
                quality.report(
                        List.of(
                                count(FactKind.ORDERS, 5_000, 0, 0),
                                count(FactKind.ORDER_LINES, 5_000, 0, 0)),
                        NOON);

        assertThat(report.records()).isEqualTo(10_000);
        assertThat(report.invalid()).isZero();
        assertThat(report.score()).isEqualTo(1);
        assertThat(report.newest()).isEqualTo(new QualityReport.Newest.At(NOON.minusSeconds(60)));
    }

    @Test
    void finds_outliers_among_many_by_a_sample() {
        var random = new Random(4);
        for (int i = 1; i <= 40_000; i++) {
            boolean strange = i % 50 == 0;
            var total = strange ? "999999" : String.valueOf(20 + random.nextInt(100));
            quality.accept(order(i, "2026-01-01T00:00:00Z", total));
        }

        var report = quality.report(List.of(), NOON);

        var anomaly = measure(report, QualityDimension.ANOMALY);
        assertThat(anomaly.checked()).isEqualTo(40_000);
        assertThat(anomaly.faults() / 40_000.0).isCloseTo(0.02, within(0.008));
        assertThat(report.fields())
                .filteredOn(field -> field.field().equals("total"))
                .allMatch(field -> field.sampled() == KindFigures.SAMPLE && field.outliers() > 40);
    }

    /// Of 60,000 the sample of 4,000 has neither, most of the time.
    @Test
    void finds_the_two_that_are_strange_among_very_many() {
        var random = new Random(4);
        for (int i = 1; i <= 60_000; i++) {
            var total =
                    i == 17_001 ? "999999" : i == 40_000 ? "1" : "" + (2_000 + random.nextInt(100));
            quality.accept(order(i, "2026-01-01T00:00:00Z", total));
        }

        var report = quality.report(List.of(), NOON);

        assertThat(measure(report, QualityDimension.ANOMALY))
                .isEqualTo(new Measure(QualityDimension.ANOMALY, 60_000, 2));
        assertThat(report.fields())
                .filteredOn(field -> field.field().equals("total"))
                .extracting(FieldFigures::outliers)
                .containsExactly(2L);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 9.99, 0, 19.98, true",
        "3, 3.3333, 0, 10.00, true",
        "2, 10, 5, 15, true",
        "2, 10, 5, 20, true",
        "2, 10, 5, 10, false",
        "2, 10, 0, 200, false",
        "1000000, 0.0001, 0, 100.00, true",
        "1, 123456789012345678901, 0, 1, false"
    })
    void holds_a_line_to_quantity_times_price(
            String quantity, String price, String discount, String total, boolean fine) {
        quality.accept(line(1, quantity, price, discount, total));

        var report = quality.report(List.of(), NOON);

        assertThat(report.invalid()).isEqualTo(fine ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T10:00:00Z, 2026-01-01T10:00:00Z, true",
        "2026-01-01T10:00:00Z, 2026-01-01T10:00:00.5Z, true",
        "2026-01-01T10:00:00.5Z, 2026-01-01T10:00:00Z, false",
        "2026-01-01T10:00:00.25Z, 2026-01-01T10:00:00.5Z, true",
        "2026-01-01T10:00:00Z, 2025-12-31T23:59:59.999Z, false"
    })
    void a_ticket_cannot_be_resolved_before_it_was_created(
            String created, String resolved, boolean fine) {
        quality.accept(
                fact(
                        FactKind.TICKETS,
                        1,
                        "ticket_id",
                        "t",
                        "customer_id",
                        "c",
                        "created_at",
                        created,
                        "resolved_at",
                        resolved));

        assertThat(quality.report(List.of(), NOON).invalid()).isEqualTo(fine ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "2000-01-01, 2000-01-01T00:00:00Z, true",
        "1980-06-01, 2020-01-01T10:00:00Z, true",
        "2020-01-02, 2020-01-01T23:59:59Z, false"
    })
    void nobody_registers_before_birth(String born, String registered, boolean fine) {
        quality.accept(
                fact(
                        FactKind.CUSTOMERS,
                        1,
                        "customer_id",
                        "c",
                        "birth_date",
                        born,
                        "registered_at",
                        registered));

        assertThat(quality.report(List.of(), NOON).invalid()).isEqualTo(fine ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 40, 60, true",
        "100, 40, 20, true",
        "100, 40, 61, false",
        "100, 101, 0, false"
    })
    void points_left_are_earned_and_not_redeemed(
            String earned, String redeemed, String balance, boolean fine) {
        quality.accept(
                fact(
                        FactKind.LOYALTY,
                        1,
                        "customer_id",
                        "c",
                        "points_earned",
                        earned,
                        "points_redeemed",
                        redeemed,
                        "points_balance",
                        balance));

        assertThat(quality.report(List.of(), NOON).invalid()).isEqualTo(fine ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 8, 0, 108, true",
        "100, 8, 10, 98, true",
        "100, 0, 10, 90, true",
        "100, 0, 0, 90, false"
    })
    void an_order_costs_no_less_than_its_subtotal_less_the_discount(
            String subtotal, String tax, String discount, String total, boolean fine) {
        quality.accept(
                fact(
                        FactKind.ORDERS,
                        1,
                        "order_id",
                        "o",
                        "customer_id",
                        "c",
                        "ordered_at",
                        "2026-01-01T00:00:00Z",
                        "subtotal",
                        subtotal,
                        "tax",
                        tax,
                        "discount",
                        discount,
                        "total",
                        total));

        assertThat(quality.report(List.of(), NOON).invalid()).isEqualTo(fine ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "total, -5, must be a number from 0 to 100, RANGE",
        "total, '$90,000', must be a number from 0 to 100, RANGE",
        "ordered_at, 2031-01-01, must not be later than now, RANGE",
        "ordered_at, 31/12/2031 10:00, must not be later than now, RANGE",
        "total, twelve, must be a number from 0 to 100, FIELD",
        "status, 7, 'must be one of completed, pending', FIELD",
        "order_id, '', is required, COMPLETENESS",
        "'', '', has 3 cells instead of 4, FIELD"
    })
    void tells_by_the_value_what_a_rejection_was_about(
            String column, String value, String reason, QualityDimension dimension) {
        quality.reject(new Rejection(2, column, value, reason));
        quality.accept(order(3, "2026-01-01T00:00:00Z", "5"));

        var report = quality.report(List.of(), NOON);

        assertThat(report.records()).isEqualTo(2);
        assertThat(report.invalid()).isEqualTo(1);
        assertThat(measure(report, dimension).faults()).isEqualTo(1);
    }

    @Test
    void a_rejected_value_counts_in_its_field() {
        quality.accept(order(2, "2026-01-01T00:00:00Z", "5"));
        int total = FactKind.ORDERS.indexOf("total");
        quality.reject(new FactQuality.FaultyField(FactKind.ORDERS, total, false));
        quality.reject(new FactQuality.FaultyField(FactKind.ORDERS, total, false));
        quality.reject(new FactQuality.FaultyField(FactKind.ORDERS, 0, true));
        quality.reject(new FactQuality.FaultyField(FactKind.TICKETS, 1, false));

        assertThat(quality.report(List.of(), NOON).fields())
                .containsExactly(
                        new FieldFigures("orders", "order_id", 1, 1, 0, 0, 0),
                        new FieldFigures("orders", "customer_id", 1, 0, 0, 0, 0),
                        new FieldFigures("orders", "ordered_at", 1, 0, 0, 0, 0),
                        new FieldFigures("orders", "total", 1, 0, 2, 0, 0),
                        new FieldFigures("tickets", "customer_id", 0, 0, 1, 0, 0));
    }

    @Test
    void several_rejections_of_a_line_are_one_record() {
        quality.reject(new Rejection(2, "total", "-5", "must be a number from 0 to 100"));
        quality.reject(new Rejection(2, "tax", "-5", "must be a number from 0 to 100"));
        quality.reject(new Rejection(2, "status", "odd", "must be one of completed"));
        quality.reject(new Rejection(3, "total", "-5", "must be a number from 0 to 100"));

        var report = quality.report(List.of(), NOON);

        assertThat(report.records()).isEqualTo(2);
        assertThat(measure(report, QualityDimension.RANGE).faults()).isEqualTo(2);
        assertThat(measure(report, QualityDimension.FIELD).faults()).isEqualTo(1);
        assertThat(report.score()).isBetween(0.0, 0.5);
    }

    @Test
    void what_waits_for_something_unknown_breaks_integrity() {
        quality.accept(order(1, "2026-01-01T00:00:00Z", "5"));

        var report =
                quality.report(
                        List.of(
                                count(FactKind.CUSTOMERS, 10, 0, 0),
                                count(FactKind.ORDERS, 4, 0, 1)),
                        NOON);

        assertThat(measure(report, QualityDimension.INTEGRITY))
                .isEqualTo(new Measure(QualityDimension.INTEGRITY, 4, 1));
    }

    /// Each line of a file of order lines tells its order again.
    @Test
    void an_order_that_each_of_its_lines_repeats_is_no_duplicate() {
        for (int i = 1; i <= 10; i++) {
            quality.accept(order(i, "2026-01-01T00:00:00Z", "5"));
            quality.accept(line(i, "1", "5", "0", "5"));
        }

        var report =
                quality.report(
                        List.of(
                                count(FactKind.ORDERS, 10, 9, 0),
                                count(FactKind.ORDER_LINES, 10, 1, 0)),
                        NOON);

        assertThat(measure(report, QualityDimension.UNIQUENESS))
                .isEqualTo(new Measure(QualityDimension.UNIQUENESS, 10, 1));
    }

    @Test
    void kinds_of_different_lines_are_each_their_own() {
        quality.accept(fact(FactKind.CUSTOMERS, 1, "customer_id", "c"));
        quality.accept(order(2, "2026-01-01T00:00:00Z", "5"));

        var report =
                quality.report(
                        List.of(
                                count(FactKind.CUSTOMERS, 10, 2, 0),
                                count(FactKind.ORDERS, 10, 1, 0)),
                        NOON);

        assertThat(measure(report, QualityDimension.UNIQUENESS))
                .isEqualTo(new Measure(QualityDimension.UNIQUENESS, 20, 3));
    }

    @Test
    void fields_that_a_source_never_fills_are_not_missing() {
        quality.accept(fact(FactKind.CUSTOMERS, 1, "customer_id", "a", "city", "Bonn"));
        quality.accept(fact(FactKind.CUSTOMERS, 2, "customer_id", "b"));

        var report = quality.report(List.of(), NOON);

        assertThat(report.fields())
                .containsExactly(
                        new FieldFigures("customers", "customer_id", 2, 0, 0, 0, 0),
                        new FieldFigures("customers", "city", 1, 1, 0, 0, 0));
        assertThat(measure(report, QualityDimension.COMPLETENESS))
                .isEqualTo(new Measure(QualityDimension.COMPLETENESS, 4, 1));
        assertThat(report.newest()).isEqualTo(new QualityReport.Newest.Unknown());
    }

    @Test
    void the_score_falls_with_every_contradiction_and_every_rejection() {
        double before = 1.1;
        for (int faults = 0; faults < 40; faults++) {
            var judge = new FactQuality(new Random(1));
            for (int i = 1; i <= 200; i++) {
                judge.accept(line(i, "2", "10", "0", i <= faults ? "7" : "20"));
                if (i <= faults) {
                    judge.reject(new Rejection(1_000 + i, "total", "-1", "must be a number"));
                }
            }
            double after = judge.report(List.of(), NOON).score();
            assertThat(after).isLessThan(before).isBetween(0.0, 1.0);
            before = after;
        }
    }

    @Test
    void an_empty_import_has_nothing_wrong() {
        var report = quality.report(List.of(), NOON);

        assertThat(report.score()).isEqualTo(1);
        assertThat(report.measures()).isEmpty();
    }
}
