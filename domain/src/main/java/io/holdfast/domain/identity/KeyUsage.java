package io.holdfast.domain.identity;

import java.time.Instant;
import java.util.UUID;

/// Notes when keys were used, for those who look after them. Told on every request, so it must cost
/// next to nothing: what is told is kept within a minute, and lost when the program is killed.
public interface KeyUsage {
    void used(UUID key, Instant at);
}
