package io.holdfast.domain.ingestion.source;

import java.time.Instant;
import java.util.UUID;

/// One go at a source.
public record Pull(UUID id, String source, Instant startedAt, Progress progress, State state) {

    /// Such as there is before the first page.
    public static final Progress NOTHING = new Progress(0, 0, 0);

    /// @param rows that were imported, with those that were rejected
    public record Progress(long pages, long rows, long rejected) {
        public Progress plus(long moreRows, long moreRejected) {
            return new Progress(pages + 1, rows + moreRows, rejected + moreRejected);
        }
    }

    public sealed interface State {
        record Running() implements State {}

        /// All that was there.
        record Completed(Instant at) implements State {}

        /// As much as one go may take; it goes on at once.
        record Paused(Instant at) implements State {}

        /// Nothing goes on until somebody mends what `reason` says. The pages before are stored.
        record Refused(Instant at, String reason) implements State {}

        /// The other system, or our own, broke off. The pages before are stored.
        record Failed(Instant at, String reason) implements State {}
    }
}
