package io.holdfast.adapters.ml.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Metrics;
import io.holdfast.domain.models.ModelCard;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final ModelCard.Input WHOLE =
            new ModelCard.Input("tenure", ModelCard.Kind.NUMBER, 0.05, 1);

    private static ModelCard.Origin origin(boolean leakageAllowed) {
        return new ModelCard.Origin(
                new ContractId("telco", 1),
                "0",
                1,
                new ModelCard.Split.CrossValidation(5),
                2_000,
                500,
                leakageAllowed);
    }

    private static ModelCard.Headline headline(int rows, int positives) {
        return new ModelCard.Headline(
                rows,
                positives,
                new Metrics(0.8, 0, 0, 0, 0, 0),
                new Metrics(0.7512, 0, 0, 0, 0, 0),
                new Metrics(0.8488, 0, 0, 0, 0, 0),
                1_000);
    }

    private static ModelCard.Slice slice(double gap) {
        return new ModelCard.Slice("plan", "gold", 1_250, 500, 0.3, 0.8, 0.4, 0.1, gap);
    }

    @Test
    void names_nothing_but_the_split_of_a_good_set() {
        assertThat(
                        Limits.of(
                                origin(false),
                                headline(1_000, 200),
                                List.of(WHOLE),
                                List.of(slice(3.33), slice(-3.33))))
                .singleElement()
                .asString()
                .contains("5 random parts", "later time");
    }

    @Test
    void names_everything_that_is_wrong_with_a_bad_one() {
        var limits =
                Limits.of(
                        origin(true),
                        headline(999, 800),
                        List.of(WHOLE, new ModelCard.Input("fee", ModelCard.Kind.NUMBER, 0.126, 1)),
                        List.of(slice(-3.4), slice(3.4)));

        assertThat(limits).hasSize(7);
        assertThat(limits.get(1)).contains("overridden");
        assertThat(limits.get(2)).contains("999 rows", "0.751 to 0.849");
        assertThat(limits.get(3)).contains("199 of the rows lack the label");
        assertThat(limits.get(4)).isEqualTo("fee is missing in 13 % of the rows.");
        assertThat(limits.get(5))
                .isEqualTo(
                        "plan = gold: 30.0 % predicted, 40.0 % observed in 1,250 rows; more than"
                                + " chance explains.");
    }

    @Test
    void names_a_label_that_is_rare() {
        assertThat(Limits.of(origin(false), headline(5_000, 199), List.of(), List.of()))
                .last()
                .asString()
                .contains("199 of the rows have the label");
    }
}
