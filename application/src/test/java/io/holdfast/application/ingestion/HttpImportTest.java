package io.holdfast.application.ingestion;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.application.ingestion.SubmitImport.Cancelled;
import io.holdfast.application.ingestion.SubmitImport.Command;
import io.holdfast.application.ingestion.SubmitImport.Outcome;
import io.holdfast.application.ingestion.SubmitImport.Sent;
import io.holdfast.application.ingestion.quality.JudgeImports;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.InMemoryFactLoads;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.State;
import io.holdfast.domain.ingestion.InMemoryImportProfiles;
import io.holdfast.domain.ingestion.InMemoryImportRuns;
import io.holdfast.domain.ingestion.InMemoryRecordValues;
import io.holdfast.domain.ingestion.InMemoryUploads;
import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.ingestion.SampleProfiles;
import io.holdfast.domain.ingestion.quality.InMemoryQualityReports;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.InMemoryWorkQueue;
import io.holdfast.domain.kernel.SequentialIds;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.InMemoryRowStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/// Files that are sent, wait, and are imported in the background.
final class HttpImportTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CUSTOMERS = "id,email\nc1,a@shop.org\nc2,b@shop.org\n";
    private static final String ORDERS =
            "number,customer,when,total\n1,c1,2026-01-01,5\n2,c1,2026-01-32,5\n";

    private static final InMemoryRowStream NO_ROWS =
            InMemoryRowStream.of(List.of("id", "email"), List.of());

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryFactLoads loads = new InMemoryFactLoads(transactions);
    private final InMemoryImportRuns runs = new InMemoryImportRuns(transactions, () -> NOON);
    private final InMemoryImportProfiles profiles = new InMemoryImportProfiles();
    private final InMemoryUploads uploads = new InMemoryUploads(() -> NOON, 10_000);
    private final InMemoryWorkQueue work = new InMemoryWorkQueue(transactions);
    private final SequentialIds ids = new SequentialIds();
    private final SubmitImport submitImport =
            new SubmitImport(transactions, profiles, runs, uploads, work, ids, () -> NOON);
    private final ImportRows importRows =
            new ImportRows(
                    transactions,
                    profiles::find,
                    runs,
                    loads,
                    new InMemoryRecordValues(),
                    new JudgeImports(
                            new InMemoryQualityReports(transactions),
                            new Random(1),
                            new SequentialIds(),
                            () -> NOON),
                    ids,
                    () -> NOON);
    private final RunImport runImport = new RunImport(runs, uploads, importRows, () -> NOON);

    private Sent send(String name, String content) {
        var id = submitImport.nextFile();
        try (var upload = submitImport.receive(id)) {
            var bytes = content.getBytes(US_ASCII);
            assertThat(upload.write(bytes, 0, bytes.length)).isTrue();
            return new Sent(id, upload.keep(name));
        }
    }

    private Outcome submit(Sent... files) {
        return submitImport.submit(new Command("shop", "", List.of(files), false, "ada"));
    }

    private UUID accepted(Sent file) {
        assertThat(submit(file)).isInstanceOf(Outcome.Accepted.class);
        return file.id();
    }

    private State state(UUID id) {
        return runs.find(id).orElseThrow().state();
    }

    @Test
    void files_wait_in_the_order_of_the_profiles_sections() {
        var orders = send("orders.csv", ORDERS);
        var customers = send("customers.csv.gz", CUSTOMERS);

        var outcome = (Outcome.Accepted) submit(orders, customers);

        assertThat(outcome.runs())
                .extracting(ImportRun::section)
                .containsExactly("customers", "orders");
        assertThat(outcome.runs()).extracting(ImportRun::state).containsOnly(new State.Waiting());
        assertThat(work.waiting(WorkQueue.Kind.IMPORT))
                .containsExactly(customers.id(), orders.id());
        assertThat(runs.find(orders.id())).contains(outcome.runs().getLast());
    }

    @Test
    void a_file_that_waits_is_imported_and_removed() {
        var customers = accepted(send("customers.csv", CUSTOMERS));

        runImport.run(customers);
        runImport.run(customers);

        assertThat(state(customers)).isInstanceOf(State.Completed.class);
        assertThat(loads.stored(FactKind.CUSTOMERS)).hasSize(2);
        assertThat(uploads.count()).isZero();
    }

    @Test
    void takes_all_files_of_a_request_or_none() {
        var outcome = submit(send("customers.csv", CUSTOMERS), send("stock.csv", ""), send("", ""));

        assertThat(outcome)
                .isEqualTo(
                        new Outcome.UnknownSection(
                                List.of("stock.csv", ""), List.of("customers", "orders")));
        assertThat(runs.waiting()).isZero();
        assertThat(work.waiting(WorkQueue.Kind.IMPORT)).isEmpty();
    }

    @Test
    void a_section_that_is_told_holds_for_every_file() {
        var file = send("stock.csv", CUSTOMERS);
        var command = new Command("shop", "customers", List.of(file), true, "ada");

        assertThat(submitImport.submit(command)).isInstanceOf(Outcome.Accepted.class);
        runImport.run(file.id());

        assertThat(state(file.id())).isInstanceOf(State.Completed.class);
        assertThat(loads.stored(FactKind.CUSTOMERS)).isEmpty();
        assertThat(submitImport.submit(new Command("spa", "", List.of(file), false, "ada")))
                .isEqualTo(new Outcome.UnknownProfile("spa"));
    }

    @Test
    void no_more_wait_than_may() {
        var sent = new ArrayList<Sent>();
        for (int i = 0; i < SubmitImport.WAITING_MAX - 1; i++) {
            sent.add(send("customers.csv", ""));
        }
        assertThat(submit(sent.toArray(Sent[]::new))).isInstanceOf(Outcome.Accepted.class);
        assertThat(submitImport.isFull()).isFalse();

        assertThat(submit(send("customers.csv", ""), send("customers.csv", "")))
                .isEqualTo(new Outcome.TooMany());
        var _ = accepted(send("customers.csv", ""));

        assertThat(submitImport.isFull()).isTrue();
        assertThat(work.waiting(WorkQueue.Kind.IMPORT)).hasSize(SubmitImport.WAITING_MAX);
    }

    @Test
    void an_import_that_is_taken_back_before_it_begins_stores_nothing() {
        var id = accepted(send("customers.csv", CUSTOMERS));

        assertThat(submitImport.cancel(id)).isInstanceOf(Cancelled.Done.class);
        assertThat(submitImport.cancel(id)).isInstanceOf(Cancelled.Over.class);
        runImport.run(id);

        assertThat(state(id)).isEqualTo(new State.Cancelled(NOON));
        assertThat(loads.stored(FactKind.CUSTOMERS)).isEmpty();
        assertThat(uploads.count()).isZero();
        var unknown = new UUID(5, 5);
        assertThat(submitImport.cancel(unknown)).isEqualTo(new Cancelled.UnknownImport(unknown));
    }

    @Test
    void an_import_that_is_taken_back_while_it_runs_stores_nothing() {
        var id = accepted(send("customers.csv", CUSTOMERS));
        var begun = runs.begin(id).orElseThrow();
        assertThat(submitImport.cancel(id)).isInstanceOf(Cancelled.Done.class);
        var rows = uploads.rows(id).orElseThrow();

        assertThatThrownBy(() -> importRows.carryOutOrLeave(begun, rows))
                .isInstanceOf(CancellationException.class);

        assertThat(state(id)).isEqualTo(new State.Cancelled(NOON));
        assertThat(loads.stored(FactKind.CUSTOMERS)).isEmpty();
    }

    @Test
    void an_import_whose_node_stops_is_begun_anew() {
        var id = accepted(send("orders.csv", ORDERS));
        runs.begin(id);
        runs.reject(id, List.of(new Rejection(3, "when", "x", "is left from the first time")));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> runImport.run(id)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(state(id)).isEqualTo(new State.Running());
        assertThat(uploads.count()).isEqualTo(1);

        runImport.run(id);

        assertThat(state(id)).isInstanceOf(State.Refused.class);
        assertThat(runs.rejections(id, ImportQueries.Mark.START, 10).rejections())
                .extracting(Rejection::value)
                .containsExactly("2026-01-32");
    }

    @Test
    void says_so_when_the_file_or_the_profile_is_gone() {
        var gone = accepted(send("customers.csv", CUSTOMERS));
        uploads.remove(gone);
        runImport.run(gone);
        assertThat(state(gone))
                .isInstanceOfSatisfying(
                        State.Failed.class,
                        failed -> assertThat(failed.reason()).contains("send it again"));

        profiles.save(SampleProfiles.shop("own"), "{}", "ada", NOON);
        var file = send("customers.csv", CUSTOMERS);
        submitImport.submit(new Command("own", "", List.of(file), false, "ada"));
        profiles.remove("own");
        runImport.run(file.id());
        assertThat(state(file.id()))
                .isInstanceOfSatisfying(
                        State.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(
                                                "there is no section customers of an import"
                                                        + " profile own any more"));
    }

    @Test
    void an_import_that_is_given_up_says_so() {
        var id = accepted(send("customers.csv", CUSTOMERS));

        runImport.giveUp(id);

        assertThat(state(id)).isInstanceOf(State.Failed.class);
        assertThat(uploads.count()).isZero();
    }

    private RunImport after(Duration time) {
        return new RunImport(runs, uploads, importRows, () -> NOON.plus(time).plusSeconds(1));
    }

    @Test
    void forgets_files_that_were_never_submitted() {
        var waiting = accepted(send("customers.csv", CUSTOMERS));
        var left = send("customers.csv", CUSTOMERS);

        assertThat(runImport.forgetLeftovers()).isZero();
        assertThat(after(RunImport.UNSUBMITTED_AFTER).forgetLeftovers()).isEqualTo(1);

        assertThat(uploads.rows(waiting)).isPresent();
        assertThat(uploads.rows(left.id())).isEmpty();
    }

    @Test
    void keeps_a_file_whose_request_still_brings_others() {
        var first = send("customers.csv", CUSTOMERS);

        assertThat(after(RunImport.LEFT_AFTER).forgetLeftovers()).isZero();
        var second = send("orders.csv", ORDERS);
        assertThat(submit(first, second)).isInstanceOf(Outcome.Accepted.class);
        runImport.run(first.id());

        assertThat(state(first.id())).isInstanceOf(State.Completed.class);
    }

    @Test
    void ends_what_a_process_left_that_died() {
        var waiting = accepted(send("customers.csv", CUSTOMERS));
        var file = new ImportRun.File("customers.csv", 10, "00");
        var command = new ImportRows.Command("shop", "", file, _ -> NO_ROWS, false, "ada");
        var left = ((ImportRows.Begun.Ready) importRows.begin(command)).run();

        assertThat(runImport.failAbandoned()).isZero();
        assertThat(after(RunImport.SILENT_FOR).failAbandoned()).isEqualTo(1);

        assertThat(state(left))
                .isInstanceOfSatisfying(
                        State.Failed.class,
                        failed -> assertThat(failed.reason()).contains("import it again"));
        assertThat(state(waiting)).isEqualTo(new State.Waiting());
    }

    @Test
    void forgets_the_file_of_an_import_that_is_over_soon() {
        var id = accepted(send("customers.csv", CUSTOMERS));
        assertThat(submitImport.cancel(id)).isInstanceOf(Cancelled.Done.class);

        assertThat(after(RunImport.LEFT_AFTER).forgetLeftovers()).isEqualTo(1);
    }

    @Test
    void a_file_without_columns_is_refused() {
        var id = accepted(send("customers.csv", ""));

        runImport.run(id);

        assertThat(state(id))
                .isInstanceOfSatisfying(
                        State.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("the file is empty"));
    }
}
