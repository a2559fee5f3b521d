package io.holdfast.domain.ingestion;

import java.util.List;
import java.util.Optional;

/// Reads of the profiles there are.
public interface ImportProfileQueries {

    Optional<ImportProfile> find(String name);

    /// What a list tells of a profile.
    ///
    /// @param sections their names
    record Summary(String name, int version, String title, String source, List<String> sections) {
        public Summary {
            sections = List.copyOf(sections);
        }

        public static Summary of(ImportProfile profile) {
            return new Summary(
                    profile.name(),
                    profile.version(),
                    profile.title(),
                    profile.source(),
                    profile.sectionNames());
        }
    }

    /// In the order of their names; never more than `limit`.
    ///
    /// @param after only profiles behind this name, which need not exist; empty for the first ones
    List<Summary> list(String after, int limit);

    /// The document of a profile as it was written.
    Optional<String> document(String name);

    /// Whether it comes with the release.
    boolean isBundled(String name);
}
