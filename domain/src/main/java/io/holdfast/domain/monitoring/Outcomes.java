package io.holdfast.domain.monitoring;

import java.time.Instant;
import java.util.List;

/// The facts that came true: whether an entity had the label. History is kept; a later fact about
/// the same entity stands beside the earlier ones.
public interface Outcomes {

    /// @param entity as it was scored
    /// @param positive whether it had the label
    record Outcome(String entity, boolean positive) {}

    /// Keeps all or none.
    ///
    /// @param recordedBy who told us
    /// @return how many of the entities have a prediction of the contract
    int add(String contractName, List<Outcome> outcomes, String recordedBy, Instant recordedAt);

    /// How many facts are kept for a contract's name.
    long count(String contractName);
}
