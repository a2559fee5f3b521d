package io.holdfast.application.ingestion;

import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.Progress;
import io.holdfast.domain.ingestion.ImportRuns;
import io.holdfast.domain.ingestion.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/// What is told of a run while it goes on: how far it is, and what was rejected.
final class ImportReports {

    /// How often progress is stored and told.
    private static final Duration STEP = Duration.ofSeconds(1);

    private static final int REJECTIONS_AT_ONCE = 1_000;

    private final ImportRuns runs;
    private final ImportRun run;
    private final InstantSource clock;
    private final Consumer<Progress> listener;
    private final List<Rejection> waiting = new ArrayList<>();
    private Instant next;
    private long rows;
    private long rejected;
    private long skippedRows;
    private long kept;
    private Progress progress = new Progress(0, 0);

    ImportReports(
            ImportRuns runs, ImportRun run, InstantSource clock, Consumer<Progress> listener) {
        this.runs = runs;
        this.run = run;
        this.clock = clock;
        this.listener = listener;
        this.next = clock.instant().plus(STEP);
    }

    long rows() {
        return rows;
    }

    long rejected() {
        return rejected;
    }

    long skippedRows() {
        return skippedRows;
    }

    void count(RowConverter.Verdict verdict, RowConverter converter) {
        rows++;
        switch (verdict) {
            case CONVERTED -> {}
            case SKIPPED -> skippedRows++;
            case REJECTED -> {
                rejected++;
                if (kept < ImportQueries.MAX_REJECTIONS) {
                    var rejections = converter.rejections();
                    kept += rejections.size();
                    waiting.addAll(rejections);
                    if (waiting.size() >= REJECTIONS_AT_ONCE) {
                        store();
                    }
                }
            }
        }
    }

    /// About once a second.
    ///
    /// @throws CancellationException where somebody has ended the run meanwhile
    void tell(RowConverter converter) {
        var now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(STEP);
        flush(converter);
        if (!runs.update(run.in(progress, new ImportRun.State.Running()))) {
            throw new CancellationException("the import is over already");
        }
        listener.accept(progress);
    }

    /// Stores what was rejected, and remembers how far the run is.
    void flush(RowConverter converter) {
        progress = new Progress(rows, rejected, converter.skipped());
        store();
    }

    private void store() {
        if (!waiting.isEmpty()) {
            runs.reject(run.id(), List.copyOf(waiting));
            waiting.clear();
        }
    }

    /// Says that the running transaction does the work.
    void hold() {
        runs.hold(run.id());
    }

    /// Stores that the run is completed, in the transaction that stores its facts.
    ///
    /// @throws CancellationException where somebody has ended the run meanwhile
    ImportRun complete(ImportRun.State.Completed state) {
        store();
        var completed = run.in(new Progress(rows, rejected, progress.skipped()), state);
        if (!runs.complete(completed)) {
            throw new CancellationException("the import is over already");
        }
        return completed;
    }

    /// Takes the run back, in the transaction that found nothing to store.
    ///
    /// @throws CancellationException where somebody has ended the run meanwhile
    ImportRun takeBack(ImportRun.State.Completed state) {
        if (!runs.takeBack(run.id())) {
            throw new CancellationException("the import is over already");
        }
        return run.in(new Progress(rows, rejected, progress.skipped()), state);
    }

    /// Stores how the run ended.
    ImportRun end(ImportRun.State state) {
        var ended = run.in(new Progress(rows, rejected, progress.skipped()), state);
        store();
        var _ = runs.update(ended);
        return ended;
    }
}
