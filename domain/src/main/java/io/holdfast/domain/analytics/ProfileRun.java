package io.holdfast.domain.analytics;

import java.time.Instant;
import java.util.UUID;

/// One refresh of the kept profiles.
public sealed interface ProfileRun {

    UUID id();

    Instant requestedAt();

    record Requested(UUID id, Instant requestedAt) implements ProfileRun {}

    /// @param startedAt also what its data will be as of
    record Running(UUID id, Instant requestedAt, Instant startedAt) implements ProfileRun {}

    /// @param startedAt what its data are as of
    record Done(UUID id, Instant requestedAt, Instant startedAt, Instant endedAt, long customers)
            implements ProfileRun {}

    /// @param reason for operators: no stored data
    record Failed(UUID id, Instant requestedAt, Instant endedAt, String reason)
            implements ProfileRun {}
}
