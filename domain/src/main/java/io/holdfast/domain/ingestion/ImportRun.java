package io.holdfast.domain.ingestion;

import io.holdfast.domain.customers.FactLoads;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One file, or one page of another database, on its way in.
///
/// @param section of the profile, by which the rows are read
/// @param dryRun whether all is done but the storing
public record ImportRun(
        UUID id,
        String profile,
        String section,
        File file,
        boolean dryRun,
        String startedBy,
        Instant startedAt,
        Progress progress,
        State state) {

    /// @param name as the caller calls it
    /// @param bytes as it came in, compressed or not; 0 where rows come from a database
    /// @param sha256 hex digest of those bytes; empty where rows come from a database
    public record File(String name, long bytes, String sha256) {}

    /// @param rows of the source, read so far
    /// @param rejected of those, by now
    /// @param skipped of those, left out because the profile says so
    public record Progress(long rows, long rejected, List<Skipped> skipped) {
        public Progress {
            skipped = List.copyOf(skipped);
        }

        public Progress(long rows, long rejected) {
            this(rows, rejected, List.of());
        }

        public long skippedRows() {
            return skipped.stream().mapToLong(Skipped::rows).sum();
        }
    }

    /// @param reason as the profile words it
    public record Skipped(String reason, long rows) {}

    public sealed interface State {
        /// Its file is there; some node will begin.
        record Waiting() implements State {}

        record Running() implements State {}

        /// Everything that could be read is stored, or would be in a dry run.
        record Completed(Instant at, List<FactLoads.Count> counts) implements State {
            public Completed {
                counts = List.copyOf(counts);
            }
        }

        /// Nothing was stored: too much is wrong with the source, as `reason` says.
        record Refused(Instant at, String reason) implements State {}

        /// Nothing was stored: the work broke off. It can be tried again.
        record Failed(Instant at, String reason) implements State {}

        /// Nothing was stored: somebody took it back.
        record Cancelled(Instant at) implements State {}

        default boolean isOver() {
            return switch (this) {
                case Waiting(), Running() -> false;
                case Completed _, Refused _, Failed _, Cancelled _ -> true;
            };
        }
    }

    public ImportRun in(Progress nextProgress, State next) {
        return new ImportRun(
                id, profile, section, file, dryRun, startedBy, startedAt, nextProgress, next);
    }
}
