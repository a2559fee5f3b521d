package io.holdfast.domain.identity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// One thing that somebody did, or tried to. Texts are cut at `MAX_TEXT_LENGTH`, and what no
/// database or no UTF-8 can hold in them becomes U+FFFD.
///
/// @param id the same for an action's beginning and its end
/// @param at to the microsecond, as it is kept
/// @param actor who
/// @param action what: a method and a route's template, a command's name, `sign-in`
/// @param target to whom or what: the path's parameters, never a secret; empty for nothing in
///   particular
/// @param address from where; empty for this machine's command line
/// @param requestId leads to the log
public record AuditEvent(
        UUID id,
        Instant at,
        Actor actor,
        String action,
        String target,
        String address,
        String requestId,
        Result result) {

    public static final int MAX_TEXT_LENGTH = 200;

    private static final int REPLACEMENT = 0xFFFD;

    /// @param id of the user or key; empty where there is none
    /// @param name as people know it
    public record Actor(Kind kind, String id, String name) {
        public enum Kind {
            ANONYMOUS,
            USER,
            KEY,
            /// Who works on the machine itself.
            OPERATOR,
            /// The program, by itself.
            SYSTEM
        }

        public static final Actor NOBODY = new Actor(Kind.ANONYMOUS, "", "");

        public Actor {
            id = shortened(id);
            name = shortened(name);
        }
    }

    /// A change that has `BEGAN` and has no other row did not end: the program was killed.
    public enum Result {
        BEGAN,
        SUCCEEDED,
        /// By the rules: rights, limits, bad input, conflicts.
        REFUSED,
        FAILED
    }

    public AuditEvent {
        at = at.truncatedTo(ChronoUnit.MICROS);
        action = shortened(action);
        target = shortened(target);
        address = shortened(address);
        requestId = shortened(requestId);
    }

    private static String shortened(String text) {
        var kept = new StringBuilder();
        text.codePoints()
                .takeWhile(point -> kept.length() + Character.charCount(point) <= MAX_TEXT_LENGTH)
                .map(point -> isWritable(point) ? point : REPLACEMENT)
                .forEachOrdered(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isWritable(int point) {
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return point != 0 && !half;
    }
}
