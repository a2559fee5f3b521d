package io.holdfast.adapters.ml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.domain.models.GeneratedSets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipesTest {

    private static final List<Recipe> RECIPES =
            List.of(
                    new Logistic(0, List.of(1.0)),
                    new Logistic(5, List.of(0.1, 10.0)),
                    new Forest(20, 8, 3, 0.5),
                    new Boosting(List.of(10, 30), 8, 40, 2, 0.2, 0.7, 0.5));

    private final Rows rows = Rows.of(GeneratedSets.churn(700, 4));

    @Test
    void compile_to_what_smile_predicts() {
        for (var recipe : RECIPES) {
            var fit = recipe.fit(rows, 1, new Stop());
            for (int v = 0; v < recipe.variants(); v++) {
                var model = fit.compile(v);
                var smile = fit.smileProbability(v);
                var held = fit.raw(rows.x())[v];
                for (int i = 0; i < rows.size(); i++) {
                    double raw = model.raw(rows.x()[i]);
                    assertThat(fit.probability(raw)).isCloseTo(smile[i], within(1e-12));
                    assertThat(held[i]).isCloseTo(raw, within(1e-12));
                }
            }
        }
    }

    @Test
    void give_a_constant_feature_no_weight() {
        int constant = rows.features().size() - 1;
        for (var recipe : RECIPES) {
            var model = recipe.fit(rows, 1, new Stop()).compile(0);
            for (int i = 0; i < 50; i++) {
                var changed = rows.x()[i].clone();
                changed[constant] = 1e9;
                assertThat(model.raw(changed)).isEqualTo(model.raw(rows.x()[i]));
            }
        }
    }

    @Test
    void learn_that_a_missing_amount_raises_the_risk() {
        for (var recipe : RECIPES) {
            var model = recipe.fit(rows, 1, new Stop()).compile(0);
            for (int i = 0; i < 20; i++) {
                var missing = rows.x()[i].clone();
                missing[1] = Double.NaN;
                assertThat(model.raw(missing)).isFinite();
            }
        }
    }

    @Test
    void part_numbers_that_lie_close_together_or_far_apart() {
        var x = new double[80][];
        var positive = new boolean[80];
        for (int i = 0; i < 80; i++) {
            positive[i] = i % 4 >= 2;
            x[i] =
                    new double[] {
                        positive[i] ? 1e-12 : Math.nextUp(1e-12), positive[i] ? -1e308 : 1e308
                    };
        }
        var features = GeneratedSets.contract().features().subList(0, 2);
        var extreme = new Rows(features, Collections.nCopies(x.length, "one"), x, positive);
        var near = new double[] {1e-12, Double.NaN};
        var far = new double[] {Math.nextUp(1e-12), Double.NaN};

        var boosted = new Boosting(List.of(20), 3, 8, 5, 0.3, 1, 1).fit(extreme, 1, new Stop());

        var model = boosted.compile(0);
        assertThat(model.raw(x[2])).isGreaterThan(1);
        assertThat(model.raw(x[0])).isLessThan(-1);
        assertThat(model.raw(near)).isFinite();
        assertThat(model.raw(far)).isFinite();
        var linear = new Logistic(3, List.of(1.0)).fit(extreme, 1, new Stop()).compile(0);
        assertThat(linear.raw(near)).isFinite();
    }
}
