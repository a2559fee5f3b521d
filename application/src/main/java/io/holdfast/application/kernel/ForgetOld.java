package io.holdfast.application.kernel;

import io.holdfast.domain.kernel.Retained;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Forgets what has been kept for long enough, a little at a time, so that nobody who writes waits.
public final class ForgetOld {

    /// Rows that one transaction takes away.
    static final int CHUNK = 1_000;

    /// Chunks of one kind in one run; what is left goes with the next one.
    static final int MAX_CHUNKS = 1_000;

    /// @param keep how long; zero for ever
    public record Rule(Retained retained, Duration keep) {
        public Rule {
            if (keep.isNegative()) {
                throw new IllegalArgumentException("nothing is kept for less than no time");
            }
        }
    }

    private final List<Rule> rules;
    private final InstantSource clock;

    public ForgetOld(List<Rule> rules, InstantSource clock) {
        this.rules = List.copyOf(rules);
        this.clock = clock;
    }

    /// What cannot be forgotten keeps nothing else from being forgotten; the first failure is
    /// thrown at the end. An interrupt of the calling thread stops the work between two chunks.
    ///
    /// @return about how many rows were forgotten, by the names of their kinds; none of which there
    ///   were none
    public Map<String, Long> forget() {
        var now = clock.instant();
        var forgotten = new LinkedHashMap<String, Long>();
        RuntimeException first = null;
        for (var rule : rules) {
            if (rule.keep().isZero()) {
                continue;
            }
            try {
                long rows = forget(rule.retained(), now.minus(rule.keep()));
                if (rows > 0) {
                    forgotten.put(rule.retained().name(), rows);
                }
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return forgotten;
    }

    private static long forget(Retained retained, Instant before) {
        long rows = 0;
        for (int i = 0; i < MAX_CHUNKS && !Thread.currentThread().isInterrupted(); i++) {
            int chunk = retained.forget(before, CHUNK);
            if (chunk == 0) {
                break;
            }
            rows += chunk;
        }
        return rows;
    }
}
