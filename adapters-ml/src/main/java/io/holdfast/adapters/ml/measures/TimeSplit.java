package io.holdfast.adapters.ml.measures;

import io.holdfast.domain.models.ModelTrainer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Parts rows into earlier ones to learn from and later ones to judge by, so that a judgement looks
/// ahead as the model in service has to.
public final class TimeSplit {

    /// At least this share of the rows is judged by; rows of one moment stay together.
    public static final double JUDGED_SHARE = 0.2;

    private TimeSplit() {}

    public sealed interface Outcome {
        /// @param from time of the first judged row
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Parted(Instant from, int[] earlier, int[] later) implements Outcome {}

        /// One side could not be learned from, or judged by; every reason is named.
        record Impossible(List<String> reasons) implements Outcome {}
    }

    /// @param times of the rows, at least one
    public static Outcome of(List<Instant> times, boolean[] positive) {
        var sorted = times.stream().sorted().toList();
        int judged = (int) Math.ceil(JUDGED_SHARE * times.size());
        var from = sorted.get(times.size() - judged);
        var earlier = rows(times, from, true);
        var later = rows(times, from, false);
        var reasons =
                Stream.of(
                                reason("before", from, earlier, positive),
                                reason("from", from, later, positive))
                        .filter(reason -> !reason.isEmpty())
                        .toList();
        return reasons.isEmpty()
                ? new Outcome.Parted(from, earlier, later)
                : new Outcome.Impossible(reasons);
    }

    private static int[] rows(List<Instant> times, Instant from, boolean before) {
        return IntStream.range(0, times.size())
                .filter(row -> times.get(row).isBefore(from) == before)
                .toArray();
    }

    /// Empty where there is enough.
    private static String reason(String side, Instant from, int[] rows, boolean[] positive) {
        long positives = IntStream.of(rows).filter(row -> positive[row]).count();
        long fewer = Math.min(positives, rows.length - positives);
        if (fewer >= ModelTrainer.MIN_ROWS_PER_CLASS
                && (rows.length >= ModelTrainer.MIN_ROWS || side.equals("from"))) {
            return "";
        }
        return "%s %s there are %d rows, %d with the label: too few to measure out of time"
                .formatted(side, from, rows.length, positives);
    }
}
