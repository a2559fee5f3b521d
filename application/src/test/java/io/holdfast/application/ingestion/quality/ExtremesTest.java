package io.holdfast.application.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtremesTest {

    private static Extremes of(double... values) {
        var extremes = new Extremes();
        for (double value : values) {
            extremes.accept(value);
        }
        return extremes;
    }

    @Test
    void knows_the_ends_of_many_numbers_in_any_order() {
        var extremes = new Extremes();
        IntStream.range(0, 10_007).mapToDouble(i -> i * 7_919L % 10_007).forEach(extremes::accept);

        assertThat(extremes.count(5_000, value -> value >= 10_007 - 3 || value < 4))
                .isEqualTo(new Extremes.Found(7, true));
        assertThat(extremes.count(5_000, value -> value < Extremes.KEPT))
                .as("there may be more")
                .isEqualTo(new Extremes.Found(Extremes.KEPT, false));
        assertThat(extremes.count(5_000, value -> value > 100 && value < 9_000).count()).isZero();
    }

    @Test
    void counts_no_number_twice() {
        assertThat(of(1, 5, 5, 9).count(5, _ -> true).count()).isEqualTo(2);
        assertThat(of(-3, -3).count(0, _ -> true).count()).isEqualTo(2);
    }

    @Test
    void takes_no_notice_of_what_is_no_number() {
        assertThat(of(Double.NaN, 4, Double.NaN).count(0, _ -> true).count()).isEqualTo(1);
        assertThat(of().count(0, _ -> true).count()).isZero();
    }
}
