package io.holdfast.adapters.ml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TwinForestTest {

    private static final int ROWS = 200;

    @Test
    void scores_every_row_alike_in_both_forms() {
        var forest = TwinForest.grow(7, ROWS, 1);
        for (int row = 0; row < ROWS; row++) {
            assertThat(forest.compiled(row)).isCloseTo(forest.smile(row), within(1e-9));
        }
        assertThat(forest.compiled(0)).isNotEqualTo(forest.compiled(1));
    }

    @Test
    void grows_the_same_forest_from_the_same_seed() {
        assertThat(TwinForest.grow(3, ROWS, 1).compiled(5))
                .isEqualTo(TwinForest.grow(3, ROWS, 1).compiled(5))
                .isNotEqualTo(TwinForest.grow(3, ROWS, 2).compiled(5));
    }
}
