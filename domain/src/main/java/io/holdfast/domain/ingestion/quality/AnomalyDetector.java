package io.holdfast.domain.ingestion.quality;

/// Finds records that are strange as a whole, even where none of their values is.
@FunctionalInterface
public interface AnomalyDetector {

    /// So many columns of numbers make it worth asking.
    int MIN_COLUMNS = 5;

    /// Fewer rows do not say what is usual.
    int MIN_ROWS = 100;

    /// From this score on a record is strange. Among records of one kind alone the highest scores
    /// stay below; `docs/quality.md` has the figures.
    double STRANGE = 0.7;

    /// One score for each row, from 0 to 1; the higher, the stranger. The same rows get the same
    /// scores. Where all rows are the same, none is strange.
    ///
    /// @param rows at least `MIN_ROWS`, of the same length, finite, about as wide in every column
    double[] scores(double[][] rows);
}
