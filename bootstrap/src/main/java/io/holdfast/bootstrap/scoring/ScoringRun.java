package io.holdfast.bootstrap.scoring;

import io.holdfast.application.scoring.ScoreRows;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/// One thread reads rows, some score them, and the caller's writes what came of them in the order
/// of the rows. What waits between them is bounded, so that memory does not grow with the table.
public final class ScoringRun {

    public sealed interface Outcome {
        /// @param faults of the rejected rows
        record Finished(long scored, long rejected, long faults) implements Outcome {}

        /// The table broke off; what was written until then is of no use.
        record Unreadable(String reason) implements Outcome {}
    }

    /// In the order of the rows.
    private sealed interface Step {
        record Pending(Future<ScoredLines.Block> block) implements Step {}

        record End() implements Step {}

        record Unreadable(String reason) implements Step {}

        record Failed(Throwable failure) implements Step {}
    }

    /// So few that what waits is small beside the heap's young part: a collection copies it all.
    private static final int BATCH_ROWS = 250;

    /// Explaining takes milliseconds a row; a batch is to be done in about a second.
    private static final int BATCH_ROWS_EXPLAINED = 50;

    private static final int MAX_THREADS = 16;
    private static final Duration READER_ENDS_WITHIN = Duration.ofSeconds(5);

    private final RowStream rows;
    private final ScoreRows scorer;
    private final ScoredLines format;
    private final int threads;
    private final int batchRows;

    /// @param threads that score; more than there are processors, or than 16, gain nothing
    public ScoringRun(RowStream rows, ScoreRows scorer, int threads) {
        this.rows = rows;
        this.scorer = scorer;
        this.format = new ScoredLines(scorer);
        this.threads = Math.clamp(threads, 1, MAX_THREADS);
        this.batchRows = scorer.reasons() == 0 ? BATCH_ROWS : BATCH_ROWS_EXPLAINED;
    }

    /// Runs to the end of the table. Whatever ends it, no thread goes on.
    ///
    /// @param rejects is not called while no row is rejected
    /// @param progress told the number of rows that are done, after each batch
    /// @throws InterruptedException when the calling thread is interrupted
    /// @throws IOException from `scores` or `rejects`
    public Outcome run(Lines scores, Lines rejects, LongConsumer progress)
            throws InterruptedException, IOException {
        var steps = new ArrayBlockingQueue<Step>(2 * threads + 2);
        var scoring =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("score-", 1).factory());
        var reader =
                Thread.ofPlatform().daemon().name("score-reader").start(() -> read(steps, scoring));
        try {
            return write(steps, scores, rejects, progress);
        } catch (ClosedByInterruptException e) {
            // A file says in its own way that its thread was interrupted.
            var interrupted = new InterruptedException("interrupted while writing");
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            scoring.shutdownNow();
            reader.interrupt();
            // Nobody may read on while the caller closes what is read.
            reader.join(READER_ENDS_WITHIN);
        }
    }

    private void read(BlockingQueue<Step> steps, ExecutorService scoring) {
        try {
            try {
                long number = 1;
                while (true) {
                    switch (rows.next(batchRows)) {
                        case RowStream.Batch.Rows(var batch) -> {
                            long first = number;
                            steps.put(new Step.Pending(scoring.submit(() -> score(first, batch))));
                            number += batch.size();
                        }
                        case RowStream.Batch.End() -> {
                            steps.put(new Step.End());
                            return;
                        }
                        case RowStream.Batch.Unreadable(var reason) -> {
                            steps.put(new Step.Unreadable(reason));
                            return;
                        }
                    }
                }
            } catch (RuntimeException | Error e) {
                steps.put(new Step.Failed(e));
            }
        } catch (InterruptedException _) {
            // The writer has ended and nobody waits for more.
            Thread.currentThread().interrupt();
        }
    }

    private ScoredLines.Block score(long firstRow, List<Table.Row> batch) {
        return format.block(scorer.score(firstRow, batch));
    }

    private static Outcome write(
            BlockingQueue<Step> steps, Lines scores, Lines rejects, LongConsumer progress)
            throws InterruptedException, IOException {
        long scored = 0;
        long rejected = 0;
        long faults = 0;
        while (true) {
            switch (steps.take()) {
                case Step.Pending(var pending) -> {
                    var block = await(pending);
                    scores.write(block.scores());
                    if (block.rejected() > 0) {
                        rejects.write(block.rejects());
                    }
                    scored += block.scored();
                    rejected += block.rejected();
                    faults += block.faults();
                    progress.accept(scored + rejected);
                }
                case Step.End() -> {
                    return new Outcome.Finished(scored, rejected, faults);
                }
                case Step.Unreadable(var reason) -> {
                    return new Outcome.Unreadable(reason);
                }
                case Step.Failed(RuntimeException failure) -> throw failure;
                case Step.Failed(var failure) -> throw new IllegalStateException(failure);
            }
        }
    }

    private static ScoredLines.Block await(Future<ScoredLines.Block> pending)
            throws InterruptedException {
        try {
            return pending.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }
}
