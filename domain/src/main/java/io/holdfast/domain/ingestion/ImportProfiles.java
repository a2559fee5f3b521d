package io.holdfast.domain.ingestion;

import java.time.Instant;

/// The profiles there are: those that come with the release, and stored ones. A stored one cannot
/// have the name of one that comes with the release.
public interface ImportProfiles extends ImportProfileQueries {

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

    /// Stores a profile, in the place of a stored one of its name.
    ///
    /// @param document from which the profile was read
    Saving save(ImportProfile profile, String document, String by, Instant at);

    /// @return whether one was stored
    boolean remove(String name);
}
