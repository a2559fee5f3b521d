package io.holdfast.application.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.ingestion.quality.InMemoryQualityReports;
import io.holdfast.domain.ingestion.quality.SourceReport;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.SequentialIds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeImportsTest {

    private static final UUID RUN = new UUID(7, 7);
    private static final UUID LAST = new UUID(-1, -1);

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryQualityReports reports = new InMemoryQualityReports(transactions);
    private final JudgeImports judgeImports =
            new JudgeImports(
                    reports,
                    new Random(1),
                    new SequentialIds(),
                    InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));

    private static Fact customer(long line, String id) {
        var values = new @Nullable String[FactKind.CUSTOMERS.fields().size()];
        values[0] = id;
        return Fact.of(FactKind.CUSTOMERS, line, values);
    }

    @Test
    void keeps_what_was_found_in_an_import() {
        var judging = judgeImports.begin(RUN, "shop");
        judging.accept(customer(2, "a"));
        judging.reject(new Rejection(3, "birth_date", "soon", "must be a day"));
        judging.accept(customer(4, "b"));

        var report =
                judging.keep(List.of(new FactLoads.Count(FactKind.CUSTOMERS, 2, 2, 0, 0, 0, 0, 0)));

        assertThat(report.records()).isEqualTo(3);
        assertThat(report.invalid()).isEqualTo(1);
        var kept = reports.list("shop", LAST, 10);
        assertThat(kept).extracting(SourceReport::report).containsExactly(report);
        assertThat(kept.getFirst().origin()).isEqualTo(new SourceReport.Origin.Import(RUN));
    }

    @Test
    void a_report_goes_with_the_facts_that_are_not_stored() {
        assertThatThrownBy(() ->
                        transactions.run(() -> {
                            var _ = judgeImports.begin(RUN, "shop").keep(List.of());
                            throw new IllegalStateException("a dry run");
                        }))
                .hasMessage("a dry run");

        assertThat(reports.list("", LAST, 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "shop, shop",
        "C360 files, C360-files",
        "' Läden/Nord ', L-den-Nord",
        "_raw, source-_raw",
        "'', source-"
    })
    void makes_a_sources_name_of_any_text(String given, String expected) {
        var _ = judgeImports.begin(RUN, given).keep(List.of());

        assertThat(reports.list("", LAST, 1))
                .extracting(SourceReport::source)
                .containsExactly(expected);
    }

    @Test
    void cuts_a_name_that_is_too_long() {
        var _ = judgeImports.begin(RUN, "x".repeat(500)).keep(List.of());

        assertThat(reports.list("", LAST, 1).getFirst().source())
                .hasSize(SourceReport.MAX_SOURCE_LENGTH);
    }
}
