package io.holdfast.domain.ingestion;

import java.util.List;
import java.util.Optional;

/// Reads of the profiles there are.
public interface ImportProfileQueries {

    Optional<ImportProfile> find(String name);

    /// By name.
    List<ImportProfile> all();

    /// The document of a profile as it was written.
    Optional<String> document(String name);

    /// Whether it comes with the release.
    boolean isBundled(String name);
}
