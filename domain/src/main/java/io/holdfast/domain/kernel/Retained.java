package io.holdfast.domain.kernel;

import java.time.Instant;

/// What one feature keeps for a time only. Callers at once forget each row once.
public interface Retained {

    /// Such as `predictions`.
    String name();

    /// Forgets some of what is older than the moment, in a short transaction of its own: at most
    /// `limit` rows, or a part of the store that goes as a whole, whatever its size. What is not
    /// over is not old.
    ///
    /// @return about how many rows; 0 exactly when there are none left that no other caller is at
    int forget(Instant before, int limit);
}
