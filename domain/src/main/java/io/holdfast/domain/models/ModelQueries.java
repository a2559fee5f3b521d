package io.holdfast.domain.models;

import java.util.List;
import java.util.Optional;

/// What is told about trained versions.
public interface ModelQueries {

    Optional<ModelVersion> find(String contractName, int number);

    /// How the version was made and measured; empty for an unknown version, and for one that was
    /// trained before cards were kept.
    Optional<ModelCard> card(String contractName, int number);

    /// Those with a number below `before`, newest first; never more than `limit`. Numbers count
    /// from 1 without a gap.
    List<ModelVersion> versions(String contractName, int before, int limit);
}
