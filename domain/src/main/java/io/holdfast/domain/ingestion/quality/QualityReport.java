package io.holdfast.domain.ingestion.quality;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How good some data was when it was looked at. Holds counts only: nothing in it is about anybody.
///
/// @param at when it was looked at
/// @param records that were looked at, rejected ones among them
/// @param invalid of those: what cannot be used as it is
/// @param measures of the dimensions that could be measured, in their order, each once
/// @param fields with what was found in each
public record QualityReport(
        Instant at,
        long records,
        long invalid,
        List<Measure> measures,
        List<FieldFigures> fields,
        Newest newest) {

    /// @param checked how much was looked at: values for the completeness of facts, else records
    /// @param faults of those
    public record Measure(QualityDimension dimension, long checked, long faults) {
        public Measure {
            if (checked < 1 || faults < 0 || faults > checked) {
                throw new IllegalArgumentException(
                        dimension + ": " + faults + " faults in " + checked);
            }
        }

        /// The share without a fault.
        public double score() {
            return 1 - (double) faults / checked;
        }
    }

    /// Of the records that are whole; of rejected ones, what they were rejected for.
    ///
    /// @param subject a contract's name, or a kind of facts
    /// @param values that were there
    /// @param missing values that were not
    /// @param faulty values of the wrong type, out of range, or in contradiction to others
    /// @param sampled numbers of this field that were held against each other
    /// @param outliers of those; for facts, if more, of the largest and smallest of all
    public record FieldFigures(
            String subject,
            String field,
            long values,
            long missing,
            long faulty,
            long sampled,
            long outliers) {}

    /// The newest moment that the data tells of.
    public sealed interface Newest {
        /// It tells of none.
        record Unknown() implements Newest {}

        record At(Instant moment) implements Newest {
            /// Never negative.
            public Duration age(Instant now) {
                return moment.isBefore(now) ? Duration.between(moment, now) : Duration.ZERO;
            }
        }
    }

    public QualityReport {
        measures = List.copyOf(measures);
        fields = List.copyOf(fields);
        if (invalid < 0 || invalid > records) {
            throw new IllegalArgumentException(invalid + " invalid of " + records);
        }
    }

    /// From 0 to 1: one half is the share of valid records, the other the mean of the dimensions
    /// that could be measured, by their weights. 1 where there was nothing to look at.
    public double score() {
        if (records == 0) {
            return 1;
        }
        double valid = 1 - (double) invalid / records;
        return (valid + meanOfDimensions()) / 2;
    }

    private double meanOfDimensions() {
        double sum = 0;
        double weights = 0;
        for (var measure : measures) {
            sum += measure.dimension().weight() * measure.score();
            weights += measure.dimension().weight();
        }
        return weights == 0 ? 1 : sum / weights;
    }
}
