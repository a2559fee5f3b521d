package io.holdfast.application.scoring;

import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.notifications.Outbox;
import io.holdfast.domain.scoring.BatchJob;
import io.holdfast.domain.scoring.BatchJobs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;

/// Scores a batch that was submitted. May be called again for the same batch when the node that had
/// begun it died: it goes on after the last results that were kept. Entities whose predictions were
/// logged and whose results were not yet kept at that moment are scored, and logged, again.
public final class RunBatch {

    /// Entities between two commits.
    static final int CHUNK = 100;

    /// What a webhook is told.
    public static final String COMPLETED = "batch.completed";

    public static final String FAILED = "batch.failed";

    private static final String GIVEN_UP =
            "the batch was tried many times; the server's log tells why";

    /// The work cannot go on now, and is to be tried again later.
    public static final class TryLater extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TryLater(String message) {
            super(message);
        }
    }

    private final Transactions transactions;
    private final BatchJobs jobs;
    private final ScoreBatch scoreBatch;
    private final Outbox outbox;
    private final BiFunction<BatchJob, BatchJob.Counts, String> payload;
    private final IdSource ids;
    private final InstantSource clock;

    /// @param payload the JSON document for a webhook
    public RunBatch(
            Transactions transactions,
            BatchJobs jobs,
            ScoreBatch scoreBatch,
            Outbox outbox,
            BiFunction<BatchJob, BatchJob.Counts, String> payload,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.scoreBatch = scoreBatch;
        this.outbox = outbox;
        this.payload = payload;
        this.ids = ids;
        this.clock = clock;
    }

    /// An interrupt of the calling thread stops the work between two chunks.
    ///
    /// @throws TryLater when no model answers or the inference log is full
    /// @throws CancellationException when the thread was interrupted
    public void run(UUID id) {
        jobs.find(id).ifPresent(this::run);
    }

    private void run(BatchJob job) {
        switch (job.progress()) {
            case BatchJob.Progress.Finished _, BatchJob.Progress.Failed _ -> {
                // Another node came to the end.
            }
            case BatchJob.Progress.Queued() -> {
                var now = clock.instant();
                if (jobs.update(job.withProgress(new BatchJob.Progress.Running(now)))) {
                    run(job, now);
                }
            }
            case BatchJob.Progress.Running(var startedAt) -> run(job, startedAt);
        }
    }

    private void run(BatchJob job, Instant startedAt) {
        var entities = jobs.entities(job.id());
        for (int at = jobs.counts(job.id()).processed(); at < entities.size(); at += CHUNK) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the node is stopping");
            }
            var chunk = entities.subList(at, Math.min(at + CHUNK, entities.size()));
            jobs.addResults(job.id(), score(job, at, chunk));
        }
        end(job, new BatchJob.Progress.Finished(startedAt, clock.instant()), COMPLETED);
    }

    /// Ends a batch that could not be carried out after many tries; results it has are kept.
    public void giveUp(UUID id) {
        jobs.find(id)
                .ifPresent(job ->
                        end(job, new BatchJob.Progress.Failed(clock.instant(), GIVEN_UP), FAILED));
    }

    private List<BatchJobs.Result> score(
            BatchJob job, int at, List<Map<String, FieldValue>> chunk) {
        var command =
                new ScoreBatch.Command(
                        job.contractName(), chunk, job.id().toString(), clock.instant());
        return switch (scoreBatch.score(command)) {
            case ScoreBatch.Outcome.Scored(_, var items) -> results(at, items);
            case ScoreBatch.Outcome.NoModel(var name) ->
                    throw new TryLater("no model of " + name + " answers");
            case ScoreBatch.Outcome.Overloaded() -> throw new TryLater("the inference log is full");
            case ScoreBatch.Outcome.WrongSize(var size) ->
                    throw new IllegalStateException("a chunk of " + size);
        };
    }

    private static List<BatchJobs.Result> results(int at, List<ScoreBatch.Item> items) {
        var results = new ArrayList<BatchJobs.Result>(items.size());
        for (int i = 0; i < items.size(); i++) {
            results.add(
                    switch (items.get(i)) {
                        case ScoreBatch.Item.Predicted(var prediction) ->
                                new BatchJobs.Result.Scored(at + i, prediction);
                        case ScoreBatch.Item.Faulty(var violations) ->
                                new BatchJobs.Result.Faulty(at + i, violations);
                    });
        }
        return results;
    }

    /// The end and the message about it are there together or not at all, and once: where two nodes
    /// came to the end, one of them tells.
    private void end(BatchJob job, BatchJob.Progress progress, String event) {
        var ended = job.withProgress(progress);
        transactions.run(() -> {
            if (jobs.update(ended) && job.webhook() instanceof BatchJob.Webhook.To(var url)) {
                var text = payload.apply(ended, jobs.counts(job.id()));
                outbox.add(new Outbox.Message(ids.next(), event, url, text, clock.instant()));
            }
        });
    }
}
