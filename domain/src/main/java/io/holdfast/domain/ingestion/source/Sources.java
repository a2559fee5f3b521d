package io.holdfast.domain.ingestion.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The stored sources. One pull at a time has a source to itself, over all nodes, for as long as it
/// says; when it dies, the next one may begin after that. A pull that has lost its source changes
/// nothing any more.
public interface Sources extends SourceQueries {

    int MAX = 100;

    /// Pulls that are kept of a source.
    int MAX_PULLS = 100;

    /// How long a source stays with a pull that says nothing any more.
    Duration HOLD = Duration.ofMinutes(15);

    enum Addition {
        ADDED,
        NAME_TAKEN,
        TOO_MANY
    }

    sealed interface Claim {
        record Claimed(Source source, String sealedSecret, SourceState state) implements Claim {}

        /// Another pull has it.
        record Taken() implements Claim {}

        record Unknown() implements Claim {}
    }

    /// @param dueAt when the first pull comes by itself; `Instant.MAX` for never
    Addition add(Source source, String sealedSecret, String by, Instant at, Instant dueAt);

    /// With all that is told of its pulls; one that runs notices at its next page.
    ///
    /// @return whether it was there
    boolean remove(String name);

    Optional<String> sealedSecret(String name);

    /// Puts the same secret, sealed anew, in the place of what it was read as.
    boolean reseal(String name, String present, String sealed);

    /// Lets the next pull come now, without regard to schedule and failures.
    ///
    /// @return whether the source is there
    boolean askForPull(String name, Instant at);

    /// Names of enabled sources that are due and not taken, the longest due first.
    List<String> due(Instant now, int limit);

    /// Takes the source for a pull, which is stored as running. A pull that had it and let the time
    /// pass is over: it becomes a failed one.
    Claim claim(String name, UUID pull, Instant now);

    /// Tells how far a pull is, and holds the source for it for another while.
    ///
    /// @return whether the pull still has the source
    boolean advance(String name, UUID pull, String mark, Pull.Progress progress, Instant now);

    /// Holds the source for a pull for another while.
    ///
    /// @return whether the pull still has the source
    boolean hold(String name, UUID pull, Instant now);

    /// Ends a pull and gives the source back. Where somebody asked for a pull meanwhile, `dueAt`
    /// counts only if it is earlier.
    ///
    /// @return whether the pull still had the source
    boolean finish(String name, UUID pull, Pull.Progress progress, Pull.State state, Instant dueAt);
}
