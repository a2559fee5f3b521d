package io.holdfast.application.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReservoirTest {

    private static Reservoir<Integer> of(int size, int offered, long seed) {
        var reservoir = new Reservoir<Integer>(size, new Random(seed));
        for (int i = 0; i < offered; i++) {
            if (reservoir.wants()) {
                reservoir.take(i);
            }
        }
        return reservoir;
    }

    @Test
    void keeps_all_where_they_are_few() {
        assertThat(of(10, 10, 1).items()).isEqualTo(IntStream.range(0, 10).boxed().toList());
        assertThat(of(10, 0, 1).items()).isEqualTo(List.of());
    }

    @Test
    void keeps_so_many_and_each_with_the_same_chance() {
        int late = 0;
        for (int seed = 0; seed < 200; seed++) {
            var items = of(50, 1_000, seed).items();
            assertThat(items).hasSize(50).doesNotHaveDuplicates();
            late += (int) items.stream().filter(item -> item >= 500).count();
        }
        assertThat(late / (200.0 * 50)).isCloseTo(0.5, within(0.02));
    }

    @Test
    void chooses_the_same_with_the_same_numbers() {
        assertThat(of(5, 100, 4).items()).isEqualTo(of(5, 100, 4).items());
    }
}
