package io.holdfast.domain.ingestion.quality;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads of stored reports.
public interface QualityQueries {

    /// The state of one source.
    ///
    /// @param latest its newest report on stored data; where there is none, the newest of an
    ///   attempt at an import, else of a validation
    /// @param newest moment that any of its reports on stored data tells of: a correction of old
    ///   rows makes a source no older, and what was not stored no newer
    record SourceState(SourceReport latest, QualityReport.Newest newest) {}

    Optional<SourceReport> find(UUID id);

    /// The report of an import or an attempt at one.
    Optional<SourceReport> ofImport(UUID run);

    /// Newest first; never more than `limit`.
    ///
    /// @param source empty for all
    /// @param before only reports older than this one, which need not exist; ids are in the order
    ///   of time
    List<SourceReport> list(String source, UUID before, int limit);

    /// By name; never more than `limit`.
    ///
    /// @param source empty for all
    List<SourceState> sources(String source, int limit);
}
