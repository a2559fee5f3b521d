package io.holdfast.domain.models;

import java.time.Instant;
import java.util.UUID;

/// A labelled table that a contract has accepted, kept as it came in, but for people who asked to
/// be erased: their rows stay, under a pseudonym and without the columns that the contract ignores.
///
/// @param rows distinct entities
/// @param duplicates rows that a later row with the same identifier replaced
/// @param sha256 hex digest of the content as it came in, whoever was erased since: model cards
///   name it as what was learned from, and what a model learns, features and labels, is unchanged
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
