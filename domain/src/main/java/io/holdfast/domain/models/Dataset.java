package io.holdfast.domain.models;

import java.time.Instant;
import java.util.UUID;

/// A labelled table that a contract has accepted, kept as it came in.
///
/// @param rows distinct entities
/// @param duplicates rows that a later row with the same identifier replaced
/// @param sha256 hex digest of the content
public record Dataset(
        UUID id,
        ContractId contract,
        String name,
        int rows,
        int columns,
        int duplicates,
        String sha256,
        String uploadedBy,
        Instant uploadedAt) {}
