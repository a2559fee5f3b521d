package io.holdfast.application.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.application.ingestion.ImportRows.Begun;
import io.holdfast.application.ingestion.ImportRows.Command;
import io.holdfast.application.ingestion.quality.JudgeImports;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.InMemoryFactLoads;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.State;
import io.holdfast.domain.ingestion.InMemoryImportProfiles;
import io.holdfast.domain.ingestion.InMemoryImportRuns;
import io.holdfast.domain.ingestion.InMemoryRecordValues;
import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.ingestion.quality.InMemoryQualityReports;
import io.holdfast.domain.ingestion.quality.QualityDimension;
import io.holdfast.domain.ingestion.quality.QualityReport.Measure;
import io.holdfast.domain.ingestion.quality.SourceReport;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.SequentialIds;
import io.holdfast.domain.models.InMemoryRowStream;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ImportRowsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> CUSTOMERS = List.of("id", "email");
    private static final UUID LATEST = new UUID(-1, -1);

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryFactLoads loads = new InMemoryFactLoads(transactions);
    private final InMemoryImportRuns runs = new InMemoryImportRuns(transactions, () -> NOON);
    private final InMemoryImportProfiles profiles = new InMemoryImportProfiles();
    private final List<ImportRun.Progress> told = new ArrayList<>();
    private final InMemoryQualityReports quality = new InMemoryQualityReports(transactions);
    private Instant now = NOON;

    private final ImportRows importRows =
            new ImportRows(
                    transactions,
                    profiles::find,
                    runs,
                    loads,
                    new InMemoryRecordValues(),
                    new JudgeImports(quality, new Random(1), new SequentialIds(), () -> NOON),
                    new SequentialIds(),
                    this::tick);

    /// A second goes by whenever somebody looks.
    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    private static Command command(String fileName, RowStream rows, boolean dryRun) {
        return new Command(
                "shop", "", new ImportRun.File(fileName, 10, "00"), _ -> rows, dryRun, "ada");
    }

    private static List<Table.Row> rows(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Table.Row(i + 1, List.of("c" + i, "c%d@shop.org".formatted(i))))
                .toList();
    }

    /// The first ones are broken.
    private static List<Table.Row> rows(int count, int broken) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i ->
                        new Table.Row(i + 1, List.of(i <= broken ? "" : "c" + i, "e@shop.org")))
                .toList();
    }

    private ImportRun run(Command command) {
        return switch (importRows.begin(command)) {
            case Begun.Ready(var id) -> {
                var ended = importRows.carryOut(id, command, told::add);
                assertThat(runs.find(id)).contains(ended);
                yield ended;
            }
            case Begun other -> throw new AssertionError(other);
        };
    }

    private ImportRun run(List<Table.Row> rows) {
        return run(command("customers.csv", InMemoryRowStream.of(CUSTOMERS, rows), false));
    }

    @Test
    void stores_what_a_file_says_and_tells_how_far_it_is() {
        var ended = run(rows(2_500));

        assertThat(ended.section()).isEqualTo("customers");
        assertThat(ended.progress()).isEqualTo(new ImportRun.Progress(2_500, 0));
        assertThat(ended.state())
                .isInstanceOfSatisfying(
                        State.Completed.class,
                        completed -> {
                            assertThat(completed.counts()).hasSize(1);
                            assertThat(completed.counts().getFirst().inserted()).isEqualTo(2_500);
                        });
        assertThat(loads.stored(FactKind.CUSTOMERS)).hasSize(2_500);
        assertThat(told)
                .containsExactly(
                        new ImportRun.Progress(1_000, 0),
                        new ImportRun.Progress(2_000, 0),
                        new ImportRun.Progress(2_500, 0));
    }

    @Test
    void the_same_file_again_changes_nothing() {
        run(rows(10));
        var again = run(rows(10));

        assertThat(again.state())
                .isInstanceOfSatisfying(
                        State.Completed.class,
                        completed -> {
                            var count = completed.counts().getFirst();
                            assertThat(count.unchanged()).isEqualTo(10);
                            assertThat(count.inserted() + count.updated()).isZero();
                        });
    }

    private ImportRun runIfChanged(List<Table.Row> rows) {
        var command =
                new Command(
                        "shop",
                        "customers",
                        new ImportRun.File("shop", 0, ""),
                        _ -> InMemoryRowStream.of(CUSTOMERS, rows),
                        false,
                        "ada",
                        ImportRows.ROWS_BEFORE_REFUSAL,
                        ImportRows.Trace.IF_CHANGED);
        var begun = (Begun.Ready) importRows.begin(command);
        return importRows.carryOut(begun.run(), command, told::add);
    }

    @Test
    void what_changed_nothing_leaves_no_trace_where_none_is_wanted() {
        var first = runIfChanged(rows(10));
        var again = runIfChanged(rows(10));
        var rejected = runIfChanged(rows(10, 1));

        assertThat(again.state()).isInstanceOf(State.Completed.class);
        assertThat(again.progress()).isEqualTo(new ImportRun.Progress(10, 0));
        assertThat(runs.list(LATEST, 10))
                .extracting(ImportRun::id)
                .containsExactly(rejected.id(), first.id());
        assertThat(quality.list("", LATEST, 10)).hasSize(2);
        assertThat(quality.ofImport(again.id())).isEmpty();
    }

    @Test
    void a_file_without_rows_is_complete() {
        assertThat(run(List.of()).state()).isInstanceOf(State.Completed.class);
    }

    @Test
    void a_dry_run_counts_and_stores_nothing() {
        var ended = run(command("customers.csv", InMemoryRowStream.of(CUSTOMERS, rows(5)), true));

        assertThat(ended.dryRun()).isTrue();
        assertThat(ended.state())
                .isInstanceOfSatisfying(
                        State.Completed.class,
                        completed ->
                                assertThat(completed.counts().getFirst().inserted()).isEqualTo(5));
        assertThat(loads.stored(FactKind.CUSTOMERS)).isEmpty();
    }

    @Test
    void leaves_out_bad_rows_and_tells_them() {
        var ended = run(rows(100, 10));

        assertThat(ended.state()).isInstanceOf(State.Completed.class);
        assertThat(ended.progress()).isEqualTo(new ImportRun.Progress(100, 10));
        assertThat(loads.stored(FactKind.CUSTOMERS)).hasSize(90);
        assertThat(runs.rejections(ended.id(), ImportQueries.Mark.START, 100).rejections())
                .hasSize(10)
                .first()
                .isEqualTo(new Rejection(2, "id", "", "customer_id must not be missing"));
    }

    @Test
    void refuses_a_file_that_is_mostly_bad_and_keeps_why() {
        var ended = run(rows(100, 11));

        assertThat(ended.state())
                .isInstanceOfSatisfying(
                        State.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .contains("11 of 100", "10 in a hundred"));
        assertThat(loads.stored(FactKind.CUSTOMERS)).isEmpty();
        assertThat(runs.rejections(ended.id(), ImportQueries.Mark.START, 100).rejections())
                .hasSize(11);
    }

    @Test
    void refuses_a_short_file_at_its_end() {
        assertThat(run(rows(3, 1)).state()).isInstanceOf(State.Refused.class);
    }

    @Test
    void does_not_read_a_bad_file_to_its_end() {
        assertThat(run(rows(5_000, 1_000)).progress())
                .isEqualTo(new ImportRun.Progress(1_000, 1_000));
    }

    @Test
    void stores_nothing_of_a_file_that_is_cut() {
        var cut = InMemoryRowStream.breaking(CUSTOMERS, rows(20), "a quote in line 21 is open");

        var ended = run(command("customers.csv", cut, false));

        assertThat(ended.state())
                .isInstanceOfSatisfying(
                        State.Refused.class,
                        refused -> assertThat(refused.reason()).contains("line 21"));
        assertThat(loads.stored(FactKind.CUSTOMERS)).isEmpty();
    }

    @Test
    void a_few_rows_are_not_refused_where_so_few_are_not_judged() {
        assertThat(run(judgedFromAHundred(rows(99, 99))).state())
                .isInstanceOf(State.Completed.class);
        assertThat(run(judgedFromAHundred(rows(100, 11))).state())
                .isInstanceOf(State.Refused.class);
    }

    private static Command judgedFromAHundred(List<Table.Row> rows) {
        return new Command(
                "shop",
                "customers",
                new ImportRun.File("crm", 0, ""),
                _ -> InMemoryRowStream.of(CUSTOMERS, rows),
                false,
                "ada",
                ImportRows.ROWS_BEFORE_REFUSAL,
                ImportRows.Trace.ALWAYS);
    }

    @Test
    void refuses_what_has_no_header_or_another_one() {
        var binary = InMemoryRowStream.unreadable("is binary, not text");
        var other = InMemoryRowStream.of(List.of("name"), List.of());

        assertThat(run(command("customers.csv", binary, false)).state())
                .isInstanceOfSatisfying(
                        State.Refused.class,
                        refused -> assertThat(refused.reason()).contains("is binary"));
        assertThat(run(command("customers.csv", other, false)).state())
                .isInstanceOfSatisfying(
                        State.Refused.class,
                        refused -> assertThat(refused.reason()).contains("lacks id, email"));
    }

    @Test
    void a_disk_that_fails_fails_the_run() {
        var command =
                new Command(
                        "shop",
                        "customers",
                        new ImportRun.File("x", 0, ""),
                        _ -> {
                            throw new UncheckedIOException(new IOException("no disk"));
                        },
                        false,
                        "ada");

        assertThat(run(command).state())
                .isInstanceOfSatisfying(
                        State.Failed.class,
                        failed -> assertThat(failed.reason()).doesNotContain("no disk"));
    }

    @Test
    void a_run_that_somebody_ended_stores_nothing() {
        var command = command("customers.csv", InMemoryRowStream.of(CUSTOMERS, rows(10)), false);
        var id = ((Begun.Ready) importRows.begin(command)).run();
        var run = runs.find(id).orElseThrow();
        runs.update(run.in(run.progress(), new State.Failed(NOON, "the server stopped")));

        assertThatThrownBy(() -> importRows.carryOut(id, command, told::add))
                .isInstanceOf(CancellationException.class);

        assertThat(loads.stored(FactKind.CUSTOMERS)).isEmpty();
        assertThat(runs.find(id).orElseThrow().state()).isInstanceOf(State.Failed.class);
    }

    @Test
    void a_run_is_not_abandoned_while_it_is_worked_on() {
        var command = command("customers.csv", InMemoryRowStream.of(CUSTOMERS, rows(3_000)), false);
        var failed = new ArrayList<Integer>();
        var ended =
                importRows.carryOut(
                        ((Begun.Ready) importRows.begin(command)).run(),
                        command,
                        _ -> failed.add(runs.failAbandoned(Instant.MAX, NOON, "gone")));

        assertThat(failed).isNotEmpty().containsOnly(0);
        assertThat(ended.state()).isInstanceOf(State.Completed.class);
    }

    @Test
    void an_interrupted_run_stores_nothing() {
        var command = command("customers.csv", InMemoryRowStream.of(CUSTOMERS, rows(10)), false);
        var id = ((Begun.Ready) importRows.begin(command)).run();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> importRows.carryOut(id, command, told::add))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(loads.stored(FactKind.CUSTOMERS)).isEmpty();
        assertThat(runs.find(id).orElseThrow().state()).isInstanceOf(State.Failed.class);
    }

    @Test
    void begins_nothing_by_a_profile_or_section_that_is_not_known() {
        var rows = InMemoryRowStream.of(CUSTOMERS, List.of());
        var file = new ImportRun.File("stock.csv", 1, "");

        assertThat(importRows.begin(new Command("spa", "", file, _ -> rows, false, "ada")))
                .isEqualTo(new Begun.UnknownProfile("spa"));
        for (var section : List.of("", "stock")) {
            assertThat(
                            importRows.begin(
                                    new Command("shop", section, file, _ -> rows, false, "ada")))
                    .isEqualTo(
                            new Begun.UnknownSection("stock.csv", List.of("customers", "orders")));
        }
        assertThat(runs.list(LATEST, 10)).isEmpty();
    }

    @Test
    void finds_the_section_by_the_name_of_the_file() {
        var rows = InMemoryRowStream.of(List.of("number", "customer", "when", "total"), List.of());

        assertThat(run(command("ORDERS-2026.csv.gz", rows, false)).section()).isEqualTo("orders");
    }

    private SourceReport reportOf(ImportRun run) {
        return quality.ofImport(run.id()).orElseThrow();
    }

    @Test
    void keeps_a_report_of_the_quality_of_what_was_read() {
        var ended = run(rows(100, 10));

        var kept = reportOf(ended);
        assertThat(kept.source()).isEqualTo("shop");
        assertThat(kept.origin()).isEqualTo(new SourceReport.Origin.Import(ended.id()));
        assertThat(kept.report().records()).isEqualTo(100);
        assertThat(kept.report().invalid()).isEqualTo(10);
        assertThat(kept.report().measures())
                .contains(new Measure(QualityDimension.FIELD, 100, 0))
                .contains(new Measure(QualityDimension.UNIQUENESS, 90, 0));
        assertThat(kept.report().fields())
                .anyMatch(field -> field.faulty() + field.missing() == 10);
    }

    @Test
    void keeps_the_report_of_a_dry_run_though_no_facts() {
        var ended = run(command("customers.csv", InMemoryRowStream.of(CUSTOMERS, rows(5)), true));

        assertThat(reportOf(ended).origin()).isEqualTo(new SourceReport.Origin.Attempt(ended.id()));
        assertThat(reportOf(ended).report().records()).isEqualTo(5);
    }

    @Test
    void keeps_the_report_of_a_refused_file_as_far_as_it_was_read() {
        var bad = run(rows(5_000, 1_000));
        var cut = InMemoryRowStream.breaking(CUSTOMERS, rows(20), "a quote in line 21 is open");
        var broken = run(command("customers.csv", cut, false));
        var other = InMemoryRowStream.of(List.of("name"), List.of());
        var headless = run(command("customers.csv", other, false));

        assertThat(reportOf(bad).origin()).isEqualTo(new SourceReport.Origin.Attempt(bad.id()));
        assertThat(reportOf(bad).report().invalid()).isEqualTo(1_000);
        assertThat(reportOf(broken).report().records()).isEqualTo(20);
        assertThat(quality.ofImport(headless.id())).as("nothing was read").isEmpty();
    }
}
