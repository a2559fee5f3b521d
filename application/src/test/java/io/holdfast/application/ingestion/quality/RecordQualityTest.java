package io.holdfast.application.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.application.ingestion.quality.RecordQuality.Findings;
import io.holdfast.application.ingestion.quality.RecordQuality.Issue;
import io.holdfast.domain.ingestion.quality.DistanceDetector;
import io.holdfast.domain.ingestion.quality.QualityDimension;
import io.holdfast.domain.ingestion.quality.SampleSubscribers;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.FieldValue.Numeric;
import io.holdfast.domain.models.FieldValue.Text;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class RecordQualityTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final List<Consumer<Map<String, FieldValue>>> FAULTS =
            List.of(
                    row -> row.remove("age"),
                    row -> row.put("income", new FieldValue.Null()),
                    row -> row.put("gender", new Text("robot")),
                    row -> row.put("monthly_charges", new Text("a lot")),
                    row -> row.put("age", new Numeric(17)),
                    row -> row.put("customer_id", new Text("C0")),
                    row -> row.put("shoe_size", new Numeric(42)),
                    row -> {
                        row.put("monthly_charges", new Numeric(100));
                        row.put("tenure_months", new Numeric(50));
                        row.put("total_charges", new Numeric(3_499));
                    });

    private static Findings judged(List<Map<String, FieldValue>> rows) {
        var quality =
                new RecordQuality(
                        SampleSubscribers.contract(), new DistanceDetector(), new Random(1));
        rows.forEach(quality::accept);
        return quality.findings(NOON);
    }

    private static List<Map<String, FieldValue>> changed(
            List<Map<String, FieldValue>> rows, int index, Consumer<Map<String, FieldValue>> by) {
        var row = new LinkedHashMap<>(rows.get(index));
        by.accept(row);
        rows.set(index, row);
        return rows;
    }

    @Test
    void finds_nothing_in_clean_records() {
        for (int seed = 0; seed < 10; seed++) {
            for (int count : new int[] {1, 7, 50, 1_000}) {
                var findings = judged(SampleSubscribers.clean(count, seed));

                assertThat(findings.issues()).as("seed %d, %d", seed, count).isEmpty();
                assertThat(findings.missing()).isEmpty();
                assertThat(findings.outliers()).isEmpty();
                assertThat(findings.report().invalid()).isZero();
                assertThat(findings.report().score()).isEqualTo(1);
            }
        }
    }

    @Test
    void names_each_kind_of_fault_with_its_record() {
        var rows = SampleSubscribers.clean(60, 3);
        for (int i = 0; i < FAULTS.size(); i++) {
            changed(rows, 10 + i, FAULTS.get(i));
        }

        var issues = judged(rows).issues();

        assertThat(issues)
                .extracting(Issue::kind, Issue::field, Issue::index, Issue::record)
                .containsExactly(
                        tuple(QualityDimension.COMPLETENESS, "age", 10, "C10"),
                        tuple(QualityDimension.COMPLETENESS, "income", 11, "C11"),
                        tuple(QualityDimension.FIELD, "gender", 12, "C12"),
                        tuple(QualityDimension.FIELD, "monthly_charges", 13, "C13"),
                        tuple(QualityDimension.RANGE, "age", 14, "C14"),
                        tuple(QualityDimension.UNIQUENESS, "customer_id", 15, "C0"),
                        tuple(QualityDimension.FIELD, "shoe_size", 16, "C16"),
                        tuple(QualityDimension.CONSISTENCY, "total_charges", 17, "C17"));
        assertThat(issues.getLast().message())
                .isEqualTo(
                        "must be at least 3500, which is 0.7 times monthly_charges times tenure_months");
    }

    private static Tuple tuple(QualityDimension kind, String field, long index, String record) {
        return Tuple.tuple(kind, field, index, record);
    }

    @Test
    void total_charges_of_exactly_the_floor_are_consistent() {
        var rows = SampleSubscribers.clean(1, 3);
        changed(
                rows,
                0,
                row -> {
                    row.put("monthly_charges", new Numeric(100));
                    row.put("tenure_months", new Numeric(50));
                    row.put("total_charges", new Numeric(3_500));
                });

        assertThat(judged(rows).report().invalid()).isZero();
    }

    @Test
    void finds_the_outliers_that_were_put_in_and_no_others() {
        var rows = SampleSubscribers.clean(500, 11);
        changed(rows, 40, row -> row.put("monthly_charges", new Numeric(9_500)));
        changed(rows, 41, row -> row.put("tenure_months", new Numeric(0)));
        changed(rows, 40, row -> row.put("tenure_months", new Numeric(0)));
        changed(rows, 77, row -> row.put("payment_failures", new Numeric(900)));
        changed(rows, 99, row -> row.put("age", new Numeric(250)));

        var findings = judged(rows);

        assertThat(findings.outliers())
                .containsEntry("monthly_charges", List.of("C40"))
                .containsEntry("payment_failures", List.of("C77"))
                .containsEntry("age", List.of("C99"));
        assertThat(findings.outliers().keySet())
                .isSubsetOf("monthly_charges", "payment_failures", "age", "*");
        assertThat(findings.report().invalid()).as("only the age out of range").isEqualTo(1);
    }

    @Test
    void a_record_without_an_identifier_is_named_by_its_place() {
        var rows = SampleSubscribers.clean(3, 1);
        changed(rows, 2, row -> row.remove("customer_id"));
        changed(rows, 2, row -> row.remove("age"));

        var findings = judged(rows);

        assertThat(findings.issues()).extracting(Issue::record).containsExactly("#2");
        assertThat(findings.missing()).containsEntry("customer_id", 1L).containsEntry("age", 1L);
    }

    @Test
    void what_may_be_missing_is_counted_and_is_no_fault() {
        var rows = SampleSubscribers.clean(3, 1);
        changed(rows, 0, row -> row.put("payment_failures", new Text(" ")));

        var findings = judged(rows);

        assertThat(findings.missing()).isEqualTo(Map.of("payment_failures", 1L));
        assertThat(findings.report().score()).isEqualTo(1);
    }

    @Test
    void half_of_the_score_is_the_share_of_valid_records() {
        var rows = SampleSubscribers.clean(4, 1);
        rows.forEach(row -> row.remove("age"));

        // Field, range, consistency and uniqueness are perfect, completeness is not at all; four
        // records say nothing about outliers.
        assertThat(judged(rows).report().score()).isCloseTo((0 + 4 / 5.0) / 2, within(1e-12));
    }

    @Test
    void the_score_falls_with_every_faulty_record() {
        for (int seed = 0; seed < 5; seed++) {
            var random = new Random(seed);
            var rows = SampleSubscribers.clean(200, seed);
            double before = judged(rows).report().score();
            assertThat(before).isGreaterThanOrEqualTo(0.95);
            for (int i = 1; i < 120; i++) {
                changed(rows, i, FAULTS.get(random.nextInt(FAULTS.size())));
                double after = judged(rows).report().score();
                assertThat(after).as("fault %d", i).isLessThan(before).isBetween(0.0, 1.0);
                before = after;
            }
        }
    }

    @Test
    void whatever_comes_the_score_is_a_share() {
        var random = new Random(9);
        var strange =
                List.<FieldValue>of(
                        new Numeric(Double.POSITIVE_INFINITY),
                        new Numeric(Double.NaN),
                        new Numeric(-0.0),
                        new Numeric(Double.MAX_VALUE),
                        new Numeric(-Double.MAX_VALUE),
                        new Numeric(Double.MIN_VALUE),
                        new Text("NaN"),
                        new Text("1e308"),
                        new Text("\u0000"),
                        new Text(""),
                        new FieldValue.Compound(),
                        new FieldValue.Bool(true),
                        new FieldValue.Null());
        for (int round = 0; round < 50; round++) {
            var rows =
                    IntStream.range(0, 1 + random.nextInt(150))
                            .<Map<String, FieldValue>>mapToObj(_ -> {
                                var row = new HashMap<String, FieldValue>();
                                for (var name : SampleSubscribers.contract().columns()) {
                                    row.put(name, strange.get(random.nextInt(strange.size())));
                                }
                                return row;
                            })
                            .toList();
            var report = judged(rows).report();
            assertThat(report.score()).isBetween(0.0, 1.0);
            assertThat(report.invalid()).isEqualTo(rows.size());
        }
    }

    @Test
    void tells_no_more_issues_than_it_may_and_how_many_there_are() {
        var rows = SampleSubscribers.clean(600, 1);
        rows.forEach(row -> {
            row.remove("age");
            row.remove("gender");
        });

        var findings = judged(rows);

        assertThat(findings.issues()).hasSize(RecordQuality.MAX_ISSUES);
        assertThat(findings.totalIssues()).isEqualTo(1_200);
    }

    @Test
    void what_is_no_record_is_told_and_counted() {
        var quality =
                new RecordQuality(
                        SampleSubscribers.contract(), new DistanceDetector(), new Random(1));
        quality.acceptUnreadable("must be a JSON object");

        var findings = quality.findings(NOON);

        assertThat(findings.issues())
                .containsExactly(
                        new Issue(QualityDimension.FIELD, "*", 0, "#0", "must be a JSON object"));
        assertThat(findings.report().invalid()).isEqualTo(1);
    }

    @Test
    void nothing_has_nothing_wrong() {
        assertThat(judged(List.of()).report().score()).isEqualTo(1);
    }
}
