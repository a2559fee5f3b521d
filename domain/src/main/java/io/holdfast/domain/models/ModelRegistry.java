package io.holdfast.domain.models;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Every version that was ever trained, with its artefact and its card.
public interface ModelRegistry extends ModelQueries {

    /// Adds the next version of the contract's name: the first one in production, later ones in
    /// staging. Two callers at once get two numbers.
    ModelVersion register(ContractId contract, TrainedModel model, Instant now);

    /// The versions in production, one for each contract name that has any; ordered by name.
    List<ModelVersion> production();

    /// Newest first; never more than `limit`.
    List<ModelVersion> versions(String contractName, int limit);

    /// The artefact's bytes; empty for an unknown version.
    Optional<byte[]> artefact(String contractName, int number);

    /// The figures of every candidate of the training that made the version, best first.
    List<CandidateResult> candidates(String contractName, int number);
}
