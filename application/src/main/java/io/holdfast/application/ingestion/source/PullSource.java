package io.holdfast.application.ingestion.source;

import io.holdfast.application.ingestion.ImportRows;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.source.Position;
import io.holdfast.domain.ingestion.source.Pull;
import io.holdfast.domain.ingestion.source.RecordSource;
import io.holdfast.domain.ingestion.source.RecordSource.Page;
import io.holdfast.domain.ingestion.source.RecordSources;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.SourceState;
import io.holdfast.domain.ingestion.source.Sources;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.kernel.SecretBox;
import io.holdfast.domain.kernel.Unavailable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;

/// Reads what is new in another system, page by page, and imports it. Nothing is read while a
/// transaction of ours is open. The watermark follows each page that was imported: after a crash
/// between the two a page comes again, and changes nothing.
public final class PullSource {

    /// Pages of one go; other sources wait meanwhile.
    public static final int MAX_PAGES = 100;

    /// As long as one go reads before it begins no further page.
    public static final Duration MAX_DURATION = Duration.ofMinutes(10);

    /// Importing a page may wait for hours, while other facts are stored.
    private static final Duration HOLD_PAUSE = Sources.HOLD.dividedBy(5);

    private static final System.Logger LOG = System.getLogger(PullSource.class.getName());

    static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    static final String UNREADABLE =
            "its password was sealed by a secret key that is not configured any more: add it again";

    private static final int DUE_AT_ONCE = 20;

    public sealed interface Outcome {
        /// What became of it is stored, too.
        record Ended(Pull pull) implements Outcome {}

        /// Another pull has the source.
        record Taken(String name) implements Outcome {}

        record Unknown(String name) implements Outcome {}
    }

    private final Sources sources;
    private final RecordSources systems;
    private final SecretBox secretBox;
    private final PageImport pageImport;
    private final Recurrence recurrence;
    private final IdSource ids;
    private final InstantSource clock;

    /// @param recurrence holds the source while a page waits to be imported
    public PullSource(
            Sources sources,
            RecordSources systems,
            SecretBox secretBox,
            PageImport pageImport,
            Recurrence recurrence,
            IdSource ids,
            InstantSource clock) {
        this.sources = sources;
        this.systems = systems;
        this.secretBox = secretBox;
        this.pageImport = pageImport;
        this.recurrence = recurrence;
        this.ids = ids;
        this.clock = clock;
    }

    /// Pulls every source that is due, one after the other.
    ///
    /// @param ended told after each pull
    public void pullDue(Consumer<Pull> ended) {
        for (var name : sources.due(clock.instant(), DUE_AT_ONCE)) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            switch (pull(name, "source " + name, _ -> {})) {
                case Outcome.Ended(var pull) -> ended.accept(pull);
                case Outcome.Taken _, Outcome.Unknown _ -> {
                    // Another node was quicker, or it is gone.
                }
            }
        }
    }

    /// @param by in whose name the facts are imported
    /// @param progress told after each page
    public Outcome pull(String name, String by, Consumer<Pull.Progress> progress) {
        var id = ids.next();
        var startedAt = clock.instant();
        return switch (sources.claim(name, id, startedAt)) {
            case Sources.Claim.Unknown() -> new Outcome.Unknown(name);
            case Sources.Claim.Taken() -> new Outcome.Taken(name);
            case Sources.Claim.Claimed(var source, var sealed, var state) -> {
                var run = new Run(source, state, id, by, progress);
                var ended = run.end(sealed);
                yield new Outcome.Ended(new Pull(id, name, startedAt, run.done, ended));
            }
        };
    }

    /// One pull that has its source.
    private final class Run {

        private final Source source;
        private final SourceState before;
        private final UUID id;
        private final String by;
        private final Consumer<Pull.Progress> progress;
        private Pull.Progress done = Pull.NOTHING;

        Run(
                Source source,
                SourceState before,
                UUID id,
                String by,
                Consumer<Pull.Progress> progress) {
            this.source = source;
            this.before = before;
            this.id = id;
            this.by = by;
            this.progress = progress;
        }

        /// Gives the source back, whatever happens.
        Pull.State end(String sealed) {
            Pull.State state =
                    new Pull.State.Failed(clock.instant(), "an error of our own; see the log");
            var letGo = recurrence.begin(HOLD_PAUSE, this::hold);
            try {
                state = read(sealed);
                return state;
            } finally {
                letGo.run();
                var _ = sources.finish(source.name(), id, done, state, dueAt(state));
            }
        }

        /// Where that fails, there is time for it to succeed before the source is free.
        private void hold() {
            try {
                var _ = sources.hold(source.name(), id, clock.instant());
            } catch (Unavailable e) {
                LOG.log(Level.WARNING, "a source could not be held", e);
            }
        }

        private Instant dueAt(Pull.State state) {
            var now = clock.instant();
            return switch (state) {
                case Pull.State.Paused _ -> now;
                case Pull.State.Running _, Pull.State.Completed _ ->
                        switch (source.schedule()) {
                            case Source.Schedule.Manual() -> Instant.MAX;
                            case Source.Schedule.Every(var pause) -> now.plus(pause);
                        };
                case Pull.State.Refused _, Pull.State.Failed _ ->
                        switch (source.schedule()) {
                            case Source.Schedule.Manual() -> Instant.MAX;
                            case Source.Schedule.Every _ -> now.plus(pause(before.failures()));
                        };
            };
        }

        private Pull.State read(String sealed) {
            var purpose = ChangeSources.purpose(source.name());
            return switch (secretBox.open(sealed, purpose)) {
                case SecretBox.Opening.Unreadable() -> refused(UNREADABLE);
                case SecretBox.Opening.Opened(var secret, var outdated) -> {
                    if (outdated) {
                        var _ =
                                sources.reseal(
                                        source.name(), sealed, secretBox.seal(secret, purpose));
                    }
                    yield read(secret);
                }
            };
        }

        private Pull.State read(Secret secret) {
            return switch (systems.open(source, secret)) {
                case RecordSources.Opening.Refused(var reason) -> refused(reason);
                case RecordSources.Opening.Unreachable(var reason) -> failed(reason);
                case RecordSources.Opening.Opened(var records) -> {
                    try (records) {
                        yield read(records);
                    }
                }
            };
        }

        private Pull.State read(RecordSource records) {
            var position = before.position();
            var end = clock.instant().plus(MAX_DURATION);
            for (int page = 0; page < MAX_PAGES && clock.instant().isBefore(end); page++) {
                if (Thread.currentThread().isInterrupted()) {
                    return failed("the node stopped");
                }
                switch (records.next(position, source.pageSize())) {
                    case Page.End() -> {
                        return new Pull.State.Completed(clock.instant());
                    }
                    case Page.Refused(var reason) -> {
                        return refused(reason);
                    }
                    case Page.Lost(var reason) -> {
                        return failed(reason);
                    }
                    case Page.Records some -> {
                        var imported = store(some, position);
                        if (!(imported instanceof Pull.State.Running)) {
                            return imported;
                        }
                        position = new Position.After(some.mark());
                    }
                }
            }
            return new Pull.State.Paused(clock.instant());
        }

        /// Running where the pull goes on. What comes in a few rows at a time is not refused as
        /// mostly bad: one bad row, changed last, would hold up all that comes after it.
        private Pull.State store(Page.Records page, Position position) {
            var command =
                    new ImportRows.Command(
                            source.destination().profile(),
                            source.destination().section(),
                            new ImportRun.File(source.name(), 0, ""),
                            new PageRows(page),
                            false,
                            by,
                            ImportRows.ROWS_BEFORE_REFUSAL,
                            trace(position));
            return switch (pageImport.store(command)) {
                case PageImport.Outcome.NotBegun(var reason) -> refused(reason);
                case PageImport.Outcome.Ran(var run) ->
                        switch (run.state()) {
                            case ImportRun.State.Completed _ -> advance(page.mark(), run);
                            case ImportRun.State.Refused(var _, var reason) -> refused(reason);
                            case ImportRun.State.Failed(var _, var reason) -> failed(reason);
                            case ImportRun.State.Cancelled _ -> failed("a page was taken back");
                            case ImportRun.State.Waiting(), ImportRun.State.Running() ->
                                    failed("a page is still imported");
                        };
            };
        }

        /// A pull begins with the records of the last mark, which were imported before: where
        /// nothing was added to them, it has found nothing.
        private static ImportRows.Trace trace(Position position) {
            return switch (position) {
                case Position.From _ -> ImportRows.Trace.IF_CHANGED;
                case Position.Beginning _, Position.After _ -> ImportRows.Trace.ALWAYS;
            };
        }

        private Pull.State advance(String mark, ImportRun run) {
            var next = done.plus(run.progress().rows(), run.progress().rejected());
            if (!sources.advance(source.name(), id, mark, next, clock.instant())) {
                return failed("the source is gone, or another pull has it");
            }
            done = next;
            progress.accept(done);
            return new Pull.State.Running();
        }

        private Pull.State refused(String reason) {
            return new Pull.State.Refused(clock.instant(), reason);
        }

        private Pull.State failed(String reason) {
            return new Pull.State.Failed(clock.instant(), reason);
        }
    }

    /// Doubled with each failure before, up to an hour.
    static Duration pause(int failuresBefore) {
        int doublings = Math.min(failuresBefore, 6);
        var pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
