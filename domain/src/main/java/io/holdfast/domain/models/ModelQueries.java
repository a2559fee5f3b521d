package io.holdfast.domain.models;

import java.util.Optional;

/// What is told about trained versions.
public interface ModelQueries {

    Optional<ModelVersion> find(String contractName, int number);

    /// How the version was made and measured; empty for an unknown version, and for one that was
    /// trained before cards were kept.
    Optional<ModelCard> card(String contractName, int number);
}
