package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ModelCardTest {

    private final ModelCard card = SampleModels.trained(1).card();

    @Test
    void weighs_misses_and_needless_contacts() {
        // of 200 rows 50 leave: at 0.1 all are found among 150, at 0.5 there are 35 among 80
        assertThat(card.thresholds().stream().map(card::cost))
                .containsExactly(100 / 200.0, (5 * 15 + 45) / 200.0, 5 * 50 / 200.0);
        assertThat(card.cheapest()).isEqualTo(card.thresholds().getFirst());
    }

    @Test
    void tells_recall_precision_and_share_of_a_threshold() {
        var middle = card.thresholds().get(1);

        assertThat(card.recall(middle)).isEqualTo(0.7);
        assertThat(card.flaggedShare(middle)).isEqualTo(0.4);
        assertThat(middle.precision()).hasValue(35 / 80.0);
        assertThat(card.thresholds().getLast().precision()).isEmpty();
    }

    @Test
    void names_the_most_important_feature_first() {
        assertThat(card.byImportance())
                .extracting(ModelCard.Input::name)
                .containsExactly("plan", "a<b>\"&'c", "paperless");
    }

    @Test
    void refuses_costs_that_are_none_and_counts_that_contradict() {
        for (double cost : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new ModelCard.Costs(cost, 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new ModelCard.Costs(1, cost))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new ModelCard.Threshold(0.5, 1, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
