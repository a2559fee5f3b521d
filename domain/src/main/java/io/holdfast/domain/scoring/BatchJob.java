package io.holdfast.domain.scoring;

import io.holdfast.domain.kernel.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// A batch that is scored in the background.
///
/// @param name by which the client asks for it; its own or one made up
/// @param detailed whether results carry more than the score: who answered, how sure, what to do
public record BatchJob(
        UUID id,
        String name,
        String contractName,
        int total,
        WorkQueue.Priority priority,
        Webhook webhook,
        boolean detailed,
        String submittedBy,
        Instant submittedAt,
        Progress progress) {

    public static final int MAX_ENTITIES = 1_000;
    public static final int MAX_NAME_LENGTH = 100;

    public sealed interface Webhook {
        record None() implements Webhook {}

        /// @param url absolute, http or https
        record To(String url) implements Webhook {}
    }

    public sealed interface Progress {
        record Queued() implements Progress {}

        record Running(Instant startedAt) implements Progress {}

        record Finished(Instant startedAt, Instant at) implements Progress {}

        /// It could not be carried out; `reason` can be shown.
        record Failed(Instant at, String reason) implements Progress {}

        default boolean isOver() {
            return switch (this) {
                case Queued _, Running _ -> false;
                case Finished _, Failed _ -> true;
            };
        }
    }

    /// How far it is.
    ///
    /// @param completed entities that were scored
    /// @param failed entities that could not be
    public record Counts(int completed, int failed) {
        public int processed() {
            return completed + failed;
        }
    }

    public BatchJob withProgress(Progress next) {
        return new BatchJob(
                id,
                name,
                contractName,
                total,
                priority,
                webhook,
                detailed,
                submittedBy,
                submittedAt,
                next);
    }

    /// How long the work took, or zero before its end.
    public Duration took() {
        return switch (progress) {
            case Progress.Finished(var started, var at) -> Duration.between(started, at);
            case Progress.Queued _, Progress.Running _, Progress.Failed _ -> Duration.ZERO;
        };
    }
}
