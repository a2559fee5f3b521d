package io.holdfast.application.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.application.ingestion.quality.ValidateData.Given;
import io.holdfast.application.ingestion.quality.ValidateData.Input;
import io.holdfast.application.ingestion.quality.ValidateData.Keeping;
import io.holdfast.application.ingestion.quality.ValidateData.Outcome;
import io.holdfast.domain.ingestion.quality.DistanceDetector;
import io.holdfast.domain.ingestion.quality.InMemoryQualityReports;
import io.holdfast.domain.ingestion.quality.SampleSubscribers;
import io.holdfast.domain.ingestion.quality.SourceReport;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.SequentialIds;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.InMemoryFeatureContracts;
import io.holdfast.domain.models.InMemoryRowStream;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValidateDataTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID LAST = new UUID(-1, -1);
    private static final List<String> HEADER =
            List.of(
                    "customer_id",
                    "age",
                    "income",
                    "tenure_months",
                    "monthly_charges",
                    "total_charges",
                    "gender",
                    "paperless_billing");
    private static final List<String> GOOD =
            List.of("a", "40", "52000", "12", "70", "840", "female", "yes");

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryQualityReports reports = new InMemoryQualityReports(transactions);
    private final InMemoryFeatureContracts contracts = new InMemoryFeatureContracts(transactions);

    private RowStream stream = InMemoryRowStream.of(HEADER, List.of(row(2, GOOD)));

    private static Table.Row row(long line, List<String> cells) {
        return new Table.Row(line, cells);
    }

    private Outcome validate(Input input, Keeping keeping) {
        contracts.register(SampleSubscribers.contract());
        var validateData =
                new ValidateData(
                        transactions,
                        contracts,
                        _ -> stream,
                        new DistanceDetector(),
                        reports,
                        new Random(1),
                        new SequentialIds(),
                        InstantSource.fixed(NOON),
                        1);
        return validateData.validate(new ValidateData.Command("subscription", input, keeping));
    }

    private static Input records(int count) {
        return new Input.Records(
                SampleSubscribers.clean(count, 1).stream().<Given>map(Given.Fields::new).toList());
    }

    private Outcome delimited() {
        return validate(new Input.Delimited(new byte[0]), new Keeping.Nothing());
    }

    private static RecordQuality.Findings findings(Outcome outcome) {
        return ((Outcome.Validated) outcome).findings();
    }

    @Test
    void finds_nothing_in_as_many_clean_records_as_it_takes() {
        var found = findings(validate(records(ValidateData.MAX_RECORDS), new Keeping.Nothing()));

        assertThat(found.report().records()).isEqualTo(ValidateData.MAX_RECORDS);
        assertThat(found.report().invalid()).isZero();
        assertThat(found.report().score()).isGreaterThanOrEqualTo(0.99);
        assertThat(reports.list("", LAST, 10)).as("nothing is kept").isEmpty();
    }

    @Test
    void takes_neither_none_nor_one_record_more() {
        assertThat(validate(records(0), new Keeping.Nothing())).isEqualTo(new Outcome.WrongSize());
        assertThat(validate(records(ValidateData.MAX_RECORDS + 1), new Keeping.Nothing()))
                .isEqualTo(new Outcome.WrongSize());
    }

    @Test
    void takes_neither_none_nor_one_row_more() {
        stream = InMemoryRowStream.of(HEADER, List.of());
        assertThat(delimited()).isEqualTo(new Outcome.WrongSize());
        stream =
                InMemoryRowStream.of(
                        HEADER, Collections.nCopies(ValidateData.MAX_RECORDS + 1, row(2, GOOD)));
        assertThat(delimited()).isEqualTo(new Outcome.WrongSize());
    }

    @Test
    void keeps_a_report_of_counts_where_a_source_is_named() {
        var outcome = (Outcome.Kept) validate(records(20), new Keeping.Report("crm.export"));

        var kept = reports.find(outcome.report()).orElseThrow();
        assertThat(kept.source()).isEqualTo("crm.export");
        assertThat(kept.origin()).isEqualTo(new SourceReport.Origin.Validation("subscription"));
        assertThat(kept.report()).isEqualTo(outcome.findings().report());
        assertThat(kept.report().at()).isEqualTo(NOON);
    }

    @Test
    void reads_delimited_text_and_tells_rows_of_the_wrong_width() {
        stream =
                InMemoryRowStream.of(
                        HEADER,
                        List.of(
                                row(2, GOOD),
                                row(3, List.of("b", "40")),
                                row(
                                        4,
                                        List.of(
                                                "c", "", "52000", "12", "70", "840", "female",
                                                "no"))));

        var found = findings(delimited());

        assertThat(found.issues())
                .extracting(RecordQuality.Issue::record, RecordQuality.Issue::message)
                .containsExactly(
                        tuple("#1", "line 3 has 2 cells, and the header has 8"),
                        tuple("c", "must not be blank"));
        assertThat(found.report().invalid()).isEqualTo(2);
    }

    @Test
    void refuses_what_cannot_be_read_as_a_table() {
        stream = InMemoryRowStream.unreadable("is not UTF-8");
        assertThat(delimited())
                .isEqualTo(new Outcome.Unreadable(List.of(Violation.atRoot("is not UTF-8"))));
        stream = InMemoryRowStream.breaking(HEADER, List.of(row(2, GOOD)), "a quote never ends");
        assertThat(delimited())
                .isEqualTo(new Outcome.Unreadable(List.of(Violation.atRoot("a quote never ends"))));
        stream = InMemoryRowStream.of(List.of("age", "", "age"), List.of());
        assertThat(delimited())
                .isEqualTo(
                        new Outcome.Unreadable(
                                List.of(
                                        Violation.atRoot("a column has no name"),
                                        Violation.at("age", "must not stand twice"))));
    }

    @Test
    void knows_its_contracts() {
        var validateData =
                new ValidateData(
                        transactions,
                        contracts,
                        _ -> stream,
                        new DistanceDetector(),
                        reports,
                        new Random(1),
                        new SequentialIds(),
                        InstantSource.fixed(NOON),
                        1);

        assertThat(
                        validateData.validate(
                                new ValidateData.Command(
                                        "other", records(1), new Keeping.Nothing())))
                .isEqualTo(new Outcome.UnknownContract("other"));
    }
}
