package io.holdfast.adapters.ml.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportanceTest {

    /// Explains a row by itself and remembers it.
    private static final class Echo implements CompiledModel {
        private final List<Double> asked = new ArrayList<>();

        @Override
        public ContractId contract() {
            return new ContractId("echo", 1);
        }

        @Override
        public double score(double[] features) {
            return 0.5;
        }

        @Override
        public Explanation explain(double[] features) {
            asked.add(features[0]);
            return new Explanation(0, features);
        }
    }

    @Test
    void is_the_mean_distance_over_all_rows_of_a_small_set() {
        var rows = new double[][] {{1, 0, -4}, {-3, 0, 0}};

        assertThat(Importance.of(new Echo(), rows, 1)).containsExactly(2, 0, 2);
    }

    @Test
    void asks_for_a_seeded_sample_of_a_large_set() {
        var rows = new double[5 * Importance.MAX_ROWS][];
        Arrays.setAll(rows, i -> new double[] {i});
        var first = new Echo();
        var again = new Echo();
        var other = new Echo();

        double mean = Importance.of(first, rows, 1)[0];
        Importance.of(again, rows, 1);
        Importance.of(other, rows, 2);

        assertThat(first.asked).hasSize(Importance.MAX_ROWS).doesNotHaveDuplicates();
        assertThat(first.asked).isEqualTo(again.asked).isNotEqualTo(other.asked);
        // five times 1,000 rows have a mean of 2,500; a sample's is within 4 of 41 standard errors
        assertThat(mean).isCloseTo(2_500, within(164.0));
    }
}
