package io.holdfast.domain.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.ingestion.quality.QualityReport.FieldFigures;
import io.holdfast.domain.ingestion.quality.QualityReport.Measure;
import io.holdfast.domain.ingestion.quality.QualityReport.Newest;
import io.holdfast.domain.kernel.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `QualityReports` promises. Begins empty.
public interface QualityReportsContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    UUID LAST = new UUID(-1, -1);

    QualityReports reports();

    QualityQueries queries();

    Transactions transactions();

    static SourceReport report(int number, String source, Newest newest) {
        return new SourceReport(
                new UUID(0x7000L, number),
                source,
                new SourceReport.Origin.Import(new UUID(0x7100L, number)),
                new QualityReport(
                        NOON.plusSeconds(number),
                        1_000_000_000_000L,
                        7,
                        List.of(
                                new Measure(QualityDimension.FIELD, 1_000_000_000_000L, 7),
                                new Measure(QualityDimension.ANOMALY, 4_000, 3)),
                        List.of(
                                new FieldFigures("orders", "total", 90, 10, 1, 80, 3),
                                new FieldFigures("order_lines", "quantity", 1, 2, 3, 4, 5)),
                        newest));
    }

    static SourceReport report(int number, String source) {
        return report(number, source, new Newest.Unknown());
    }

    @Test
    default void keeps_a_report_as_it_is() {
        var imported = report(1, "shop", new Newest.At(NOON));
        var validated =
                new SourceReport(
                        new UUID(0x7000L, 2),
                        "shop",
                        new SourceReport.Origin.Validation("subscription"),
                        new QualityReport(NOON, 0, 0, List.of(), List.of(), new Newest.Unknown()));
        reports().add(imported);
        reports().add(validated);

        assertThat(queries().find(imported.id())).contains(imported);
        assertThat(queries().find(validated.id())).contains(validated);
        assertThat(queries().find(new UUID(9, 9))).isEmpty();
    }

    @Test
    default void lists_the_newest_first_by_source_and_page() {
        for (int number : List.of(2, 4, 1, 3)) {
            reports().add(report(number, number == 3 ? "crm" : "shop"));
        }

        assertThat(queries().list("", LAST, 10))
                .containsExactly(
                        report(4, "shop"), report(3, "crm"), report(2, "shop"), report(1, "shop"));
        assertThat(queries().list("shop", LAST, 2))
                .containsExactly(report(4, "shop"), report(2, "shop"));
        assertThat(queries().list("shop", new UUID(0x7000L, 2), 2))
                .containsExactly(report(1, "shop"));
        assertThat(queries().list("", new UUID(0x7000L, 3), 1)).containsExactly(report(2, "shop"));
        assertThat(queries().list("unknown", LAST, 10)).isEmpty();
    }

    /// A file of old rows that were corrected makes nothing older.
    @Test
    default void tells_the_state_of_each_source_by_its_newest_report_and_moment() {
        reports().add(report(1, "shop", new Newest.At(NOON)));
        reports().add(report(2, "shop", new Newest.At(NOON.minusSeconds(86_400))));
        reports().add(report(3, "crm"));
        reports().add(report(4, "shop"));

        assertThat(queries().sources("", 10))
                .containsExactly(
                        new QualityQueries.SourceState(report(3, "crm"), new Newest.Unknown()),
                        new QualityQueries.SourceState(report(4, "shop"), new Newest.At(NOON)));
        assertThat(queries().sources("shop", 10))
                .extracting(state -> state.latest().source())
                .containsExactly("shop");
        assertThat(queries().sources("", 1)).hasSize(1);
        assertThat(queries().sources("unknown", 10)).isEmpty();
    }

    @Test
    default void forgets_what_is_older_than_the_newest_of_a_source() {
        reports().add(report(0, "crm"));
        for (int number = 1; number <= QualityReports.MAX_PER_SOURCE + 1; number++) {
            reports().add(report(number, "shop"));
        }

        assertThat(queries().find(report(1, "shop").id())).isEmpty();
        assertThat(queries().find(report(2, "shop").id())).isPresent();
        assertThat(queries().find(report(0, "crm").id())).isPresent();
    }

    private static SourceReport validation(int number, String source) {
        return new SourceReport(
                new UUID(0x7000L, number),
                source,
                new SourceReport.Origin.Validation("subscription"),
                new QualityReport(NOON, 1, 1, List.of(), List.of(), new Newest.Unknown()));
    }

    @Test
    default void validations_push_only_validations_out() {
        reports().add(report(1, "shop"));
        for (int number = 2; number <= QualityReports.MAX_PER_SOURCE + 2; number++) {
            reports().add(validation(number, "shop"));
        }

        assertThat(queries().find(report(1, "shop").id())).isPresent();
        assertThat(queries().find(validation(2, "shop").id())).isEmpty();
        assertThat(queries().find(validation(3, "shop").id())).isPresent();
    }

    @Test
    default void the_latest_of_a_source_is_of_an_import_where_there_is_one() {
        reports().add(report(1, "shop"));
        reports().add(validation(2, "shop"));
        reports().add(validation(3, "crm"));
        reports().add(validation(4, "crm"));

        assertThat(queries().sources("", 10))
                .extracting(QualityQueries.SourceState::latest)
                .containsExactly(validation(4, "crm"), report(1, "shop"));
    }

    @Test
    default void goes_with_the_transaction() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    reports().add(report(1, "shop"));
                                    throw new IllegalStateException("broken off");
                                }))
                .hasMessage("broken off");

        assertThat(queries().find(report(1, "shop").id())).isEmpty();
    }

    @Test
    default void refuses_an_id_that_is_taken() {
        reports().add(report(1, "shop"));

        assertThatThrownBy(() -> reports().add(report(1, "shop")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    default void finds_the_one_report_of_an_import_or_an_attempt_at_it() {
        var imported = report(1, "shop");
        var attempted = attempt(2, new Newest.Unknown());
        reports().add(imported);
        reports().add(attempted);

        assertThat(queries().ofImport(new UUID(0x7100L, 1))).contains(imported);
        assertThat(queries().ofImport(new UUID(0x7100L, 2))).contains(attempted);
        assertThat(queries().ofImport(imported.id())).isEmpty();
        var again = new SourceReport(new UUID(9, 9), "crm", imported.origin(), imported.report());
        assertThatThrownBy(() -> reports().add(again)).isInstanceOf(RuntimeException.class);
    }

    @Test
    default void what_was_not_stored_makes_no_source_newer_or_better() {
        reports().add(attempt(1, new Newest.At(NOON.minusSeconds(60))));
        var attempt = attempt(2, new Newest.At(NOON.plusSeconds(60)));
        reports().add(attempt);

        assertThat(queries().sources("shop", 10))
                .containsExactly(new QualityQueries.SourceState(attempt, new Newest.Unknown()));

        var stored = report(3, "shop", new Newest.At(NOON));
        reports().add(stored);
        reports().add(attempt(4, new Newest.At(NOON.plusSeconds(60))));

        assertThat(queries().sources("shop", 10))
                .containsExactly(new QualityQueries.SourceState(stored, new Newest.At(NOON)));
    }

    private static SourceReport attempt(int number, Newest newest) {
        return new SourceReport(
                new UUID(0x7000L, number),
                "shop",
                new SourceReport.Origin.Attempt(new UUID(0x7100L, number)),
                new QualityReport(NOON, 1, 1, List.of(), List.of(), newest));
    }
}
