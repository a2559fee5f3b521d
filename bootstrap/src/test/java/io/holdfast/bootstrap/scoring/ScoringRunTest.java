package io.holdfast.bootstrap.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.application.models.ServedModel;
import io.holdfast.application.scoring.ScoreRows;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.InMemoryModelRegistry;
import io.holdfast.domain.models.InMemoryRowStream;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.models.SampleModels;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScoringRunTest {

    private static final List<String> HEADER = List.of("id", "charge", "plan", "paperless");
    private static final int THREADS = 3;

    private final ByteArrayOutputStream scores = new ByteArrayOutputStream();
    private final ByteArrayOutputStream rejects = new ByteArrayOutputStream();

    private static ScoreRows scorer(DoubleUnaryOperator model, List<String> header, int reasons) {
        var contract = SampleContracts.tiny("tiny", 1);
        var registry = new InMemoryModelRegistry(new InMemoryTransactions());
        var version = registry.register(contract.id(), SampleModels.trained(1), Instant.EPOCH);
        var served = new ServedModel(version, Stage.PRODUCTION, contract, new ByCharge(model));
        return ((ScoreRows.Preparation.Ready) ScoreRows.prepare(served, header, reasons)).scorer();
    }

    private static ScoringRun run(RowStream rows) {
        return run(rows, charge -> charge / 1e6);
    }

    private static ScoringRun run(RowStream rows, DoubleUnaryOperator model) {
        return new ScoringRun(rows, scorer(model, HEADER, 0), THREADS);
    }

    private static List<Table.Row> rows(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> new Table.Row(i + 2, List.of("c" + i, "" + i, "basic", "1")))
                .toList();
    }

    private ScoringRun.Outcome finish(ScoringRun run) throws Exception {
        return run.run(scores::write, rejects::write, _ -> {});
    }

    @Test
    void writes_scores_in_the_order_of_the_rows_whichever_batch_is_done_first() throws Exception {
        var laterBatchScored = new CountDownLatch(1);
        DoubleUnaryOperator model =
                charge -> {
                    if (charge == 0) {
                        await(laterBatchScored);
                    } else if (charge >= 1_000) {
                        laterBatchScored.countDown();
                    }
                    return charge / 1e6;
                };

        var outcome = finish(run(InMemoryRowStream.of(HEADER, rows(20_000)), model));

        assertThat(outcome).isEqualTo(new ScoringRun.Outcome.Finished(20_000, 0, 0));
        var lines = scores.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(20_000);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).isEqualTo("c%d,%s,0,Low,v1".formatted(i, i / 1e6));
        }
        assertThat(rejects.size()).isZero();
    }

    @Test
    void keeps_every_fault_of_a_rejected_row_with_the_line_it_begins_in() throws Exception {
        var text =
                """
                id,charge,plan,paperless
                a,1,basic,1
                "b,
                ""two""\",2,"gold, ""old""\",1

                c,-1,iron,1
                d,4,basic
                "e
                f",5,basic,1
                g,700000,basic,0
                """;
        var rows = PersistenceAdapter.rowStream(new ByteArrayInputStream(text.getBytes(UTF_8)));

        var outcome = finish(run(rows));

        assertThat(outcome).isEqualTo(new ScoringRun.Outcome.Finished(2, 4, 5));
        assertThat(scores.toString(UTF_8)).isEqualTo("a,1.0E-6,0,Low,v1\ng,0.7,1,High,v1\n");
        assertThat(rejects.toString(UTF_8))
                .isEqualTo(
                        """
                        3,#/rows/2/id,must not contain control characters (line 3)
                        6,#/rows/3/charge,must be at least 0 (line 6)
                        6,#/rows/3/plan,"must be one of basic, gold, ""old"", not ""iron"" (line 6)"
                        7,#/rows/4,"line 7 has 3 cells, the header has 4"
                        8,#/rows/5/id,must not contain control characters (line 8)
                        """);
    }

    @Test
    void tells_how_many_rows_are_done_after_each_batch() throws Exception {
        var told = new ArrayList<Long>();

        run(InMemoryRowStream.of(HEADER, rows(1_000)))
                .run(scores::write, rejects::write, told::add);

        assertThat(told).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(1).endsWith(1_000L);
    }

    @Test
    void a_table_without_rows_is_done_at_once() throws Exception {
        assertThat(finish(run(InMemoryRowStream.of(HEADER, List.of()))))
                .isEqualTo(new ScoringRun.Outcome.Finished(0, 0, 0));
    }

    @Test
    void says_where_a_table_breaks_off() throws Exception {
        assertThat(finish(run(InMemoryRowStream.breaking(HEADER, rows(700), "is cut"))))
                .isEqualTo(new ScoringRun.Outcome.Unreadable("is cut"));
    }

    @Test
    void writes_the_reasons_behind_the_scores() throws Exception {
        var scorer = scorer(charge -> charge / 1e6, HEADER.subList(1, 4), 2);
        var row = new Table.Row(2, List.of("500000", "basic", "1"));

        finish(new ScoringRun(InMemoryRowStream.of(HEADER, List.of(row)), scorer, 1));

        assertThat(new String(new ScoredLines(scorer).scoresHeader(), UTF_8))
                .isEqualTo(
                        "row,probability,prediction,risk_level,model_version,"
                                + "reason_1,reason_1_log_odds,reason_2,reason_2_log_odds\n");
        assertThat(scores.toString(UTF_8)).isEqualTo("1,0.5,1,Low,v1,plan,-3.0,paperless,2.0\n");
    }

    @Test
    void never_reads_far_ahead_of_what_is_written() throws Exception {
        var written = new AtomicInteger();
        var rows = new EndlessRows(20_000);
        var mostAhead = new AtomicInteger();
        rows.beforeEach(() -> mostAhead.accumulateAndGet(rows.given() - written.get(), Math::max));

        run(rows).run(_ -> written.incrementAndGet(), rejects::write, _ -> {});

        // Waiting in the queue, one being put there, one being written.
        assertThat(mostAhead.get()).isPositive().isLessThanOrEqualTo(2 * THREADS + 2 + 2);
    }

    @Test
    void a_writer_that_fails_stops_the_reader() {
        var rows = new EndlessRows(Integer.MAX_VALUE);
        var blocks = new AtomicInteger();

        assertThatThrownBy(() ->
                        run(rows)
                                .run(
                                        _ -> {
                                            if (blocks.incrementAndGet() == 3) {
                                                throw new IOException("the disk is full");
                                            }
                                        },
                                        rejects::write,
                                        _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");

        assertThat(rows.reader().isAlive()).isFalse();
    }

    @Test
    void an_interrupt_stops_all_while_rows_keep_coming() {
        var rows = new EndlessRows(Integer.MAX_VALUE);

        assertThatThrownBy(() ->
                        run(rows)
                                .run(
                                        scores::write,
                                        rejects::write,
                                        _ -> Thread.currentThread().interrupt()))
                .isInstanceOf(InterruptedException.class);

        assertThat(rows.reader().isAlive()).isFalse();
    }

    @Test
    void an_interrupt_stops_all_while_no_row_comes() {
        var writer = Thread.currentThread();
        var rows = new EndlessRows(Integer.MAX_VALUE);
        var never = new CountDownLatch(1);
        rows.beforeEach(() -> {
            writer.interrupt();
            await(never);
        });

        assertThatThrownBy(() -> finish(run(rows))).isInstanceOf(InterruptedException.class);

        assertThat(rows.reader().isAlive()).isFalse();
    }

    @Test
    void a_source_that_fails_ends_the_run_with_its_failure() {
        var rows = new EndlessRows(Integer.MAX_VALUE);
        var failure = new UncheckedIOException(new IOException("the disk is gone"));
        rows.beforeEach(() -> {
            if (rows.given() == 5) {
                throw failure;
            }
        });

        assertThatThrownBy(() -> finish(run(rows))).isSameAs(failure);
    }

    @Test
    void a_model_that_fails_ends_the_run_with_its_failure() {
        var rows = new EndlessRows(Integer.MAX_VALUE);

        assertThatThrownBy(() -> finish(run(rows, _ -> Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(rows.reader().isAlive()).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same row again and again.
    private static final class EndlessRows implements RowStream {

        private static final Batch.Rows ONE =
                new Batch.Rows(List.of(new Table.Row(2, List.of("c", "1", "basic", "1"))));

        private final int batches;
        private final AtomicInteger given = new AtomicInteger();
        private final AtomicReference<Thread> reader =
                new AtomicReference<>(Thread.currentThread());
        private Runnable before = () -> {};

        EndlessRows(int batches) {
            this.batches = batches;
        }

        void beforeEach(Runnable action) {
            before = action;
        }

        int given() {
            return given.get();
        }

        Thread reader() {
            return reader.get();
        }

        @Override
        public Header header() {
            return new Header.Read(HEADER);
        }

        @Override
        public Batch next(int limit) {
            reader.set(Thread.currentThread());
            before.run();
            return given.incrementAndGet() > batches ? new Batch.End() : ONE;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private record ByCharge(DoubleUnaryOperator model) implements CompiledModel {
        @Override
        public ContractId contract() {
            return new ContractId("tiny", 1);
        }

        @Override
        public double score(double[] features) {
            return model.applyAsDouble(features[0]);
        }

        @Override
        public Explanation explain(double[] features) {
            return new Explanation(0, new double[] {1, -3, 2});
        }
    }
}
