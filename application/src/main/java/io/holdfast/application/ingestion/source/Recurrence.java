package io.holdfast.application.ingestion.source;

import java.time.Duration;

/// Does something again and again beside what goes on.
@FunctionalInterface
public interface Recurrence {

    /// Waits for the pause before each time. What the work throws ends it.
    ///
    /// @return ends it; it may be at it for the last time then
    Runnable begin(Duration pause, Runnable work);
}
