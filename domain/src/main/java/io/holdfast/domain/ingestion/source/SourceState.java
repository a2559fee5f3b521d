package io.holdfast.domain.ingestion.source;

import java.time.Instant;

/// How far the pulls of a source have come.
///
/// @param mark of the last record that was imported; empty where none was
/// @param succeededAt the last pull that took all there was; `Instant.MIN` before the first
/// @param failures pulls in a row that did not succeed
/// @param fault why the last one did not; empty where it did
/// @param dueAt when the next one comes by itself; `Instant.MAX` for never
/// @param takenUntil until when a pull that runs has it to itself; `Instant.MIN` where none runs
public record SourceState(
        String mark,
        Instant succeededAt,
        int failures,
        String fault,
        Instant dueAt,
        Instant takenUntil) {

    public static final int MAX_FAULT_LENGTH = 500;

    public SourceState {
        fault = fault.length() > MAX_FAULT_LENGTH ? fault.substring(0, MAX_FAULT_LENGTH) : fault;
    }

    public static SourceState fresh(Instant dueAt) {
        return new SourceState("", Instant.MIN, 0, "", dueAt, Instant.MIN);
    }

    public boolean isTaken(Instant now) {
        return takenUntil.isAfter(now);
    }

    /// From where a pull begins.
    public Position position() {
        return mark.isEmpty() ? new Position.Beginning() : new Position.From(mark);
    }
}
