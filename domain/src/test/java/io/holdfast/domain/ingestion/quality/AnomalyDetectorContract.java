package io.holdfast.domain.ingestion.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every `AnomalyDetector` promises.
public interface AnomalyDetectorContract {

    AnomalyDetector detector();

    /// @return normal rows in columns of standard width
    static double[][] usual(int rows, int columns, long seed) {
        var random = new Random(seed);
        var made = new double[rows][columns];
        for (var row : made) {
            for (int c = 0; c < columns; c++) {
                row[c] = random.nextGaussian();
            }
        }
        return made;
    }

    @Test
    default void finds_the_row_that_is_far_away_in_every_column() {
        var rows = usual(1_000, 6, 1);
        Arrays.fill(rows[77], 6);

        var scores = detector().scores(rows);

        assertThat(scores).hasSize(1_000);
        assertThat(scores[77]).isGreaterThanOrEqualTo(AnomalyDetector.STRANGE);
    }

    @Test
    default void finds_nothing_strange_among_rows_of_one_kind() {
        for (int seed = 1; seed <= 5; seed++) {
            for (int rows : new int[] {AnomalyDetector.MIN_ROWS, 1_000, 3_000}) {
                assertThat(Arrays.stream(detector().scores(usual(rows, 6, seed))).boxed())
                        .allMatch(score -> score >= 0 && score < AnomalyDetector.STRANGE);
            }
        }
    }

    @Test
    default void gives_the_same_rows_the_same_scores() {
        var rows = usual(300, 5, 3);

        var first = detector().scores(rows);

        assertThat(detector().scores(usual(300, 5, 3))).isEqualTo(first);
    }

    @Test
    default void finds_nothing_strange_where_all_rows_are_the_same() {
        assertThat(Arrays.stream(detector().scores(new double[200][5])).boxed())
                .hasSize(200)
                .allMatch(score -> score >= 0 && score < AnomalyDetector.STRANGE);
    }
}
