package io.holdfast.adapters.ml.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.ModelCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesTest {

    private static final Feature.Missing UNKNOWN = new Feature.Missing.Unknown();

    /// 400 rows: every second has the label and a probability of 0.75 instead of 0.25.
    private static Slices of(Feature feature, double... values) {
        return new Slices(List.of(feature), rows(values), probability(), labels());
    }

    private static double[][] rows(double... values) {
        var x = new double[400][];
        Arrays.setAll(x, i -> new double[] {values[i * values.length / 400]});
        return x;
    }

    private static boolean[] labels() {
        var y = new boolean[400];
        for (int i = 0; i < 400; i += 2) {
            y[i] = true;
        }
        return y;
    }

    private static double[] probability() {
        var p = new double[400];
        Arrays.setAll(p, i -> i % 2 == 0 ? 0.75 : 0.25);
        return p;
    }

    private static Feature number(String name) {
        return new Feature.Numeric(
                name, "", -Double.MAX_VALUE, Double.MAX_VALUE, false, UNKNOWN, UNKNOWN);
    }

    @Test
    void measures_each_value_of_a_flag() {
        var slices = of(new Feature.Flag("flag", UNKNOWN, UNKNOWN), 0, 1, 1, 1).of(0);

        assertThat(slices)
                .extracting(ModelCard.Slice::feature, ModelCard.Slice::value)
                .containsExactly(tuple("flag", "0"), tuple("flag", "1"));
        var one = slices.getLast();
        assertThat(one.rows()).isEqualTo(300);
        assertThat(one.positives()).isEqualTo(150);
        assertThat(one.meanPredicted()).isEqualTo(0.5);
        assertThat(one.rocAuc()).isEqualTo(1);
        assertThat(one.logLoss()).isCloseTo(-Math.log(0.75), within(1e-12));
        // each of the two bins is a quarter off
        assertThat(one.calibrationError()).isCloseTo(0.25, within(1e-12));
        assertThat(one.gap()).isZero();
    }

    @Test
    void tells_the_gap_in_standard_errors() {
        var p = new double[400];
        Arrays.fill(p, 0.8);
        var flag = new Feature.Flag("flag", UNKNOWN, UNKNOWN);

        var slice = new Slices(List.of(flag), rows(0), p, labels()).of(0).getFirst();

        // 320 expected, 200 seen, standard deviation sqrt(400 * 0.8 * 0.2) = 8
        assertThat(slice.gap()).isCloseTo(15, within(1e-9));
    }

    @Test
    void cuts_a_number_at_its_quartiles() {
        var values = new double[400];
        Arrays.setAll(values, i -> i + 1);

        assertThat(labels(of(number("n"), values)))
                .containsExactly("up to 100", "above 100 to 200", "above 200 to 300", "above 300");
    }

    @Test
    void makes_fewer_bands_where_quartiles_are_equal() {
        assertThat(labels(of(number("n"), 0, 0, 0, 7))).containsExactly("up to 0", "above 0");
        assertThat(labels(of(number("n"), 5))).containsExactly("any number");
        assertThat(labels(of(number("n"), 1.23456789, 2, 2, 2)))
                .containsExactly("up to 1.23457", "above 1.23457");
    }

    @Test
    void takes_rows_without_the_value_as_a_part() {
        assertThat(labels(of(number("n"), Double.NaN, 5, 5, 5)))
                .containsExactly("any number", "(missing)");
        assertThat(labels(of(number("n"), Double.NaN))).containsExactly("(missing)");
    }

    @Test
    void leaves_out_parts_that_are_small_or_of_one_class() {
        var category = new Feature.Categorical("c", List.of("a", "b", "never"), UNKNOWN, UNKNOWN);
        var x = rows(0);
        for (int i = 0; i < 49; i++) {
            x[i][0] = 1;
        }
        var slices = new Slices(List.of(category), x, probability(), labels());
        assertThat(labels(slices)).containsExactly("a");

        x[49][0] = 1;
        assertThat(labels(slices)).containsExactly("a", "b");

        var y = labels();
        Arrays.fill(y, 0, 50, false);
        assertThat(labels(new Slices(List.of(category), x, probability(), y))).containsExactly("a");
    }

    @Test
    void begins_with_the_most_important_features_and_ends_at_a_limit() {
        var features = new ArrayList<Feature>();
        for (int f = 0; f < 40; f++) {
            features.add(f < 10 ? number("n" + f) : new Feature.Flag("f" + f, UNKNOWN, UNKNOWN));
        }
        var x = new double[400][40];
        for (int i = 0; i < 400; i++) {
            Arrays.fill(x[i], i < 200 ? 0 : 1);
        }
        var importance = new double[40];
        Arrays.setAll(importance, f -> f);

        var slices = new Slices(features, x, probability(), labels()).byImportance(importance);

        assertThat(slices).hasSize(ModelCard.MAX_SLICES);
        assertThat(slices.getFirst().feature()).isEqualTo("f39");
        Arrays.setAll(importance, f -> -f);
        assertThat(new Slices(features, x, probability(), labels()).byImportance(importance))
                .extracting(ModelCard.Slice::feature)
                .contains("n" + (Slices.MAX_NUMBERS - 1))
                .doesNotContain("n" + Slices.MAX_NUMBERS);
    }

    @Test
    void keeps_the_largest_parts_of_a_feature_with_many_values() {
        var names = new ArrayList<String>();
        for (int c = 0; c < Slices.MAX_PER_FEATURE + 2; c++) {
            names.add("c" + c);
        }
        var category = new Feature.Categorical("c", names, UNKNOWN, UNKNOWN);
        int count = names.size();
        var x = new double[1_400][];
        var p = new double[x.length];
        var y = new boolean[x.length];
        Arrays.setAll(x, i -> new double[] {i % count});
        for (int i = 0; i < x.length; i++) {
            p[i] = 0.5;
            y[i] = i / count % 2 == 0;
        }
        x[0][0] = 1;
        x[count][0] = 1;
        x[3][0] = 4;

        assertThat(labels(new Slices(List.of(category), x, p, y)))
                .hasSize(Slices.MAX_PER_FEATURE)
                .doesNotContain("c0", "c3")
                .contains("c1", "c4");
    }

    private static List<String> labels(Slices slices) {
        return slices.of(0).stream().map(ModelCard.Slice::value).toList();
    }
}
