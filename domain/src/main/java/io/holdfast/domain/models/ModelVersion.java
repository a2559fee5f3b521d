package io.holdfast.domain.models;

import java.time.Instant;

/// One trained version of a contract's model, as the registry knows it.
///
/// @param number counts from 1 within the contract's name
public record ModelVersion(
        ContractId contract,
        int number,
        String algorithm,
        Metrics metrics,
        int trainingRows,
        String dataSha256,
        String artefactSha256,
        Instant createdAt) {

    /// `v3`
    public String label() {
        return "v" + number;
    }
}
