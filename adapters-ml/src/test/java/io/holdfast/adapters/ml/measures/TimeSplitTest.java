package io.holdfast.adapters.ml.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSplitTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant day(int number) {
        return START.plus(Duration.ofDays(number));
    }

    /// @param days the day of each of the rows
    private static TimeSplit.Outcome split(IntStream days, IntPredicate positive) {
        var times = days.mapToObj(TimeSplitTest::day).toList();
        var labels = new boolean[times.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = positive.test(i);
        }
        return TimeSplit.of(times, labels);
    }

    private static TimeSplit.Outcome.Parted parted(TimeSplit.Outcome outcome) {
        return (TimeSplit.Outcome.Parted) outcome;
    }

    private static List<String> reasons(TimeSplit.Outcome outcome) {
        return ((TimeSplit.Outcome.Impossible) outcome).reasons();
    }

    @Test
    void judges_by_the_latest_fifth_whatever_the_order_of_the_rows() {
        // the latest row comes first
        var parted = parted(split(IntStream.range(0, 200).map(i -> 199 - i), i -> i % 2 == 0));

        assertThat(parted.from()).isEqualTo(day(160));
        assertThat(parted.later()).containsExactly(IntStream.range(0, 40).toArray());
        assertThat(parted.earlier()).containsExactly(IntStream.range(40, 200).toArray());
    }

    @Test
    void keeps_rows_of_one_moment_together() {
        // 100 rows on each of four days: a fifth would be 80, so the last day is judged whole
        var parted = parted(split(IntStream.range(0, 400).map(i -> i / 100), i -> i % 2 == 0));

        assertThat(parted.from()).isEqualTo(day(3));
        assertThat(parted.later()).hasSize(100);
    }

    @Test
    void cannot_part_rows_of_one_moment() {
        assertThat(reasons(split(IntStream.range(0, 400).map(_ -> 7), i -> i % 2 == 0)))
                .singleElement()
                .asString()
                .contains("before 2026-01-08T00:00:00Z there are 0 rows");
    }

    @Test
    void needs_ten_of_each_class_on_either_side() {
        // 150 rows: 120 earlier, 30 later
        assertThat(split(IntStream.range(0, 150), i -> i < 10 || i >= 140))
                .isInstanceOf(TimeSplit.Outcome.Parted.class);
        assertThat(reasons(split(IntStream.range(0, 150), i -> i < 9 || i >= 140)))
                .singleElement()
                .asString()
                .startsWith("before");
        assertThat(reasons(split(IntStream.range(0, 150), i -> i < 10 || i >= 141)))
                .singleElement()
                .asString()
                .startsWith("from")
                .contains("30 rows, 9 with the label");
        assertThat(reasons(split(IntStream.range(0, 150), _ -> false))).hasSize(2);
    }

    @Test
    void needs_as_many_earlier_rows_as_any_training() {
        // 49 earlier and 20 later rows; with one more earlier it is enough
        assertThat(
                        reasons(
                                split(
                                        IntStream.range(0, 69).map(i -> Math.min(i, 49)),
                                        i -> i % 2 == 0)))
                .singleElement()
                .asString()
                .startsWith("before");
        assertThat(split(IntStream.range(0, 70).map(i -> Math.min(i, 50)), i -> i % 2 == 0))
                .isInstanceOf(TimeSplit.Outcome.Parted.class);
    }
}
