package io.holdfast.domain.models.rollout;

import java.time.Instant;
import java.util.List;

/// Reads what the versions of a contract did.
public interface ArmQueries {

    /// When predictions were answered.
    ///
    /// @param from the first moment that counts
    /// @param until the first that does not
    record Window(Instant from, Instant until) {

        private static final Instant OPEN = Instant.parse("9999-01-01T00:00:00Z");

        public static Window since(Instant from) {
            return new Window(from, OPEN);
        }
    }

    /// Figures of the given versions over predictions answered in the window, in the order of
    /// `versions`. What a caller asked of a version by name says nothing about arms and is left
    /// out, here and in `entities`. An entity counts once in the labelled figures of a version: its
    /// last prediction by it before the outcome became known, which may be later than the window,
    /// with the last outcome known.
    List<ArmFigures> figures(String contractName, List<Integer> versions, Window window);

    /// How many entities each version answered for in the window, in the order of `versions`.
    List<Long> entities(String contractName, List<Integer> versions, Window window);
}
