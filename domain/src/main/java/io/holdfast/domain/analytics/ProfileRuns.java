package io.holdfast.domain.analytics;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The refreshes of the kept profiles, and the doing of them. Of all nodes together, at most one
/// run waits and at most one goes on.
public interface ProfileRuns {

    sealed interface Opening {
        record Opened() implements Opening {}

        /// Another run waits already; nothing was opened.
        record Waiting(UUID id) implements Opening {}
    }

    sealed interface Build {
        record Built(ProfileRun.Done run) implements Build {}

        /// There is no such run, or it has ended.
        record Ended() implements Build {}

        /// Another run goes on.
        record Busy() implements Build {}
    }

    /// The settled order of two at once: one is opened, the other is told of it.
    Opening open(UUID id, Instant at);

    /// By when it was asked for.
    Optional<ProfileRun> newest();

    /// The one whose profiles are kept.
    Optional<ProfileRun.Done> newestDone();

    /// The one that goes on, or was going on when its node died.
    Optional<ProfileRun.Running> running();

    /// Keeps the profiles of all customers as of now, instead of those that were kept before, and
    /// ends the run. Readers wait for nothing, and find either all of the old or all of the new.
    /// Nobody who was erased meanwhile is among them. A run that was going on when its node died
    /// may be built again, and is failed by the beginning of another one's build. When it throws,
    /// what was kept before is still there and the run goes on. Not to be called in a transaction.
    Build build(UUID id);

    /// Nothing for a run that has ended.
    void fail(UUID id, Instant at, String reason);
}
