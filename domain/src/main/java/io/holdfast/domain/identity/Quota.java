package io.holdfast.domain.identity;

import java.time.Duration;

/// How many requests somebody may make in a time. Whoever made none for that long may make all of
/// them at once; what was used comes back evenly.
///
/// @param name as the `RateLimit` headers give it: lower-case letters, digits and `-`
public record Quota(String name, long limit, Duration window) {

    public static final long MAX_LIMIT = 1_000_000;
    public static final Duration MAX_WINDOW = Duration.ofDays(1);

    public Quota {
        if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
            throw new IllegalArgumentException("not a name of a quota: " + name);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a quota is 1 to 1,000,000");
        }
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException("a quota's window is a second to a day");
        }
    }
}
