package io.holdfast.domain.models.rollout;

import java.time.Instant;
import java.util.List;

/// Reads what the versions of a contract did.
public interface ArmQueries {

    /// Figures of the given versions over predictions answered at or after `since`, in the order of
    /// `versions`. An entity counts once in the labelled figures of a version: its last prediction
    /// by it before the outcome became known, with the last outcome known.
    List<ArmFigures> since(String contractName, List<Integer> versions, Instant since);

    /// How many entities each version answered for since then, in the order of `versions`.
    List<Long> entities(String contractName, List<Integer> versions, Instant since);
}
