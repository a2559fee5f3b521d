package io.holdfast.domain.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.SampleContracts;
import org.junit.jupiter.api.Test;

class ReasonTest {

    private final FeatureVector features = FeatureVector.of(70.35, 1, Double.NaN);

    @Test
    void says_the_strongest_first_with_direction_and_value() {
        var reasons =
                Reason.of(
                        SampleContracts.tiny("tiny", 1),
                        features,
                        new Explanation(-1, new double[] {0.2, -0.6, 0}));

        assertThat(reasons).extracting(Reason::feature).containsExactly("plan", "charge");
        assertThat(reasons.getFirst().direction()).isEqualTo(Reason.Direction.LOWERS);
        assertThat(reasons.getLast().text())
                .isEqualTo("charge is 70.35: raises the risk (25% of what moved the score)");
        assertThat(reasons.getLast().share()).isEqualTo(0.25);
    }

    @Test
    void says_that_a_value_is_missing() {
        var reasons =
                Reason.of(
                        SampleContracts.tiny("tiny", 1),
                        features,
                        new Explanation(0, new double[] {0, 0, 0.1}));

        assertThat(reasons).hasSize(1);
        assertThat(reasons.getFirst().text())
                .isEqualTo("paperless is missing: raises the risk (100% of what moved the score)");
    }

    @Test
    void has_no_reason_where_nothing_moved_the_score() {
        assertThat(
                        Reason.of(
                                SampleContracts.tiny("tiny", 1),
                                features,
                                new Explanation(0.3, new double[3])))
                .isEmpty();
    }
}
