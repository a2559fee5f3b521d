package io.holdfast.domain.ingestion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The profiles there are: those that come with the release, and stored ones. A stored one cannot
/// have the name of one that comes with the release.
public interface ImportProfiles {

    int MAX_STORED = 1_000;

    /// What became of a profile that was to be stored.
    enum Saving {
        ADDED,
        REPLACED,
        /// One of this name comes with the release, and stays.
        BUNDLED,
        /// There are `MAX_STORED` already.
        TOO_MANY
    }

    Optional<ImportProfile> find(String name);

    /// By name.
    List<ImportProfile> all();

    /// The document of a profile as it was written.
    Optional<String> document(String name);

    /// Stores a profile, in the place of a stored one of its name.
    ///
    /// @param document from which the profile was read
    Saving save(ImportProfile profile, String document, String by, Instant at);

    /// @return whether one was stored
    boolean remove(String name);
}
