package io.holdfast.domain.ingestion.source;

import java.util.List;
import java.util.Optional;

/// Reads of sources; never their secrets.
public interface SourceQueries {

    record Listed(Source source, SourceState state) {}

    Optional<Listed> find(String name);

    /// All of them by their names; never more than `Sources.MAX`.
    List<Listed> list();

    /// Newest first; never more than `limit`.
    List<Pull> pulls(String source, int limit);
}
