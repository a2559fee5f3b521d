package io.holdfast.domain.models;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Every version that was ever trained, with its artefact and its card.
public interface ModelRegistry extends ModelQueries {

    /// Adds the next version of the contract's name. Two callers at once get two numbers; inside a
    /// transaction, the second waits until the first one's ends.
    ModelVersion register(ContractId contract, TrainedModel model, Instant now);

    /// Newest first; never more than `limit`.
    List<ModelVersion> versions(String contractName, int limit);

    /// The artefact's bytes; empty for an unknown version.
    Optional<byte[]> artefact(String contractName, int number);

    /// The figures of every candidate of the training that made the version, best first.
    List<CandidateResult> candidates(String contractName, int number);
}
