package io.holdfast.domain.ingestion.quality;

/// The history of how good the data of each source was.
public interface QualityReports extends QualityQueries {

    int MAX_PER_SOURCE = 1_000;

    int MAX_ALL = 100_000;

    /// Adds a report, whose id must be new; an import has one at most. What is older than the
    /// newest `MAX_PER_SOURCE` of the source, or the newest `MAX_ALL` of all, is forgotten; what is
    /// told of imports, and what of validations, is counted apart, so that neither pushes the other
    /// out. Joins a running transaction.
    void add(SourceReport report);
}
