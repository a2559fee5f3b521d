package io.holdfast.application.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.application.ingestion.quality.ValidateData.Given;
import io.holdfast.application.ingestion.quality.ValidateData.Input;
import io.holdfast.application.ingestion.quality.ValidateData.Keeping;
import io.holdfast.application.ingestion.quality.ValidateData.Outcome;
import io.holdfast.domain.ingestion.quality.AnomalyDetector;
import io.holdfast.domain.ingestion.quality.DistanceDetector;
import io.holdfast.domain.ingestion.quality.InMemoryQualityReports;
import io.holdfast.domain.ingestion.quality.SampleSubscribers;
import io.holdfast.domain.ingestion.quality.SourceReport;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.SequentialIds;
import io.holdfast.domain.kernel.Unavailable;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.InMemoryFeatureContracts;
import io.holdfast.domain.models.InMemoryRowStream;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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

    /// The first validation lets others begin before it ends.
    private ValidateData interrupted(Duration patience, Consumer<ValidateData> meanwhile) {
        contracts.register(SampleSubscribers.contract());
        var made = new AtomicReference<ValidateData>();
        var first = new AtomicBoolean(true);
        made.set(
                new ValidateData(
                        transactions,
                        contracts,
                        _ -> stream,
                        rows -> {
                            if (first.getAndSet(false)) {
                                meanwhile.accept(made.get());
                            }
                            return new double[rows.length];
                        },
                        reports,
                        new Random(1),
                        new SequentialIds(),
                        InstantSource.fixed(NOON),
                        1,
                        patience));
        return made.get();
    }

    private static ValidateData.Command command(int records) {
        return new ValidateData.Command("subscription", records(records), new Keeping.Nothing());
    }

    private static boolean isRefused(ValidateData validateData) {
        try {
            return !(validateData.validate(command(1)) instanceof Outcome.Validated);
        } catch (Unavailable _) {
            return true;
        }
    }

    @Test
    void refuses_whose_turn_does_not_come_in_time_and_takes_the_next() {
        var refused = new AtomicBoolean();
        var validateData =
                interrupted(Duration.ZERO, validating -> refused.set(isRefused(validating)));

        assertThat(validateData.validate(command(AnomalyDetector.MIN_ROWS)))
                .isInstanceOf(Outcome.Validated.class);

        assertThat(refused).isTrue();
        assertThat(isRefused(validateData)).isFalse();
    }

    @Test
    void no_more_wait_than_may() {
        var refusal = new CountDownLatch(1);
        var validated = new AtomicInteger();
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var validateData =
                    interrupted(
                            Duration.ofMinutes(5),
                            validating -> {
                                for (int i = 0; i <= ValidateData.MAX_WAITING; i++) {
                                    others.execute(() -> {
                                        if (isRefused(validating)) {
                                            refusal.countDown();
                                        } else {
                                            validated.incrementAndGet();
                                        }
                                    });
                                }
                                await(refusal);
                            });
            assertThat(validateData.validate(command(AnomalyDetector.MIN_ROWS)))
                    .isInstanceOf(Outcome.Validated.class);
        }

        assertThat(validated).hasValue(ValidateData.MAX_WAITING);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
