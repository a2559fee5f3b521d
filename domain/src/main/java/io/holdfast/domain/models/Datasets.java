package io.holdfast.domain.models;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The stored training tables.
public interface Datasets {

    /// Keeps the dataset with its content; the id must be new.
    void add(Dataset dataset, byte[] content);

    Optional<Dataset> find(UUID id);

    /// The newest dataset of a contract's name.
    Optional<Dataset> latest(String contractName);

    /// The content as it was added, but for people who were erased; empty for an unknown id.
    Optional<byte[]> content(UUID id);

    /// Newest first; never more than `limit`.
    List<Dataset> list(String contractName, int limit);
}
