package io.holdfast.adapters.ml.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FullTreesTest {

    private static final int FEATURES = 5;

    @Test
    void makes_models_that_explain_themselves_exactly() {
        var model = FullTrees.model(4, FEATURES, 1);
        double[] row = {0.1, -1, 2, 0, 0.5};
        var explanation = model.explain(row);
        double logOdds = explanation.base();
        for (int i = 0; i < FEATURES; i++) {
            logOdds += explanation.at(i);
        }
        assertThat(Calibration.sigmoid(logOdds)).isCloseTo(model.score(row), within(1e-9));
    }

    @Test
    void fills_every_tree_to_the_greatest_depth() {
        var model = (ServedModel) FullTrees.model(2, FEATURES, 1);
        assertThat(model.model().trees().trees())
                .hasSize(2)
                .allSatisfy(tree -> {
                    assertThat(tree.depth()).isEqualTo(TreeEnsemble.MAX_DEPTH);
                    assertThat(tree.size()).isEqualTo((1 << (TreeEnsemble.MAX_DEPTH + 1)) - 1);
                });
    }
}
