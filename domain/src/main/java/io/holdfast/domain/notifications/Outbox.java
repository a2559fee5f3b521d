package io.holdfast.domain.notifications;

import java.time.Instant;
import java.util.UUID;

/// Messages that were decided on, kept until they are delivered.
public interface Outbox {

    /// @param event such as `batch.completed`
    /// @param destination an absolute http or https URL
    /// @param payload a JSON document
    record Message(UUID id, String event, String destination, String payload, Instant at) {}

    /// Part of the caller's transaction. The same id twice is once.
    void add(Message message);

    /// Messages not yet delivered.
    long waiting();
}
