package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskPolicyTest {

    private static final RiskPolicy POLICY = policy(0, 0.3, 0.6, 0.8);

    @ParameterizedTest
    @CsvSource({
        "0, band 0",
        "0.2999999999999999, band 0",
        "0.3, band 1",
        "0.5999999999999999, band 1",
        "0.6, band 2",
        "0.8, band 3",
        "1, band 3"
    })
    void names_the_band_from_its_lower_bound_on(double probability, String band) {
        assertThat(POLICY.levelOf(new Probability(probability))).isEqualTo(band);
    }

    @Test
    void gives_every_probability_the_last_band_that_begins_at_or_below_it() {
        var random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            double probability = random.nextDouble();
            var expected =
                    POLICY.bands().stream()
                            .filter(band -> band.from() <= probability)
                            .toList()
                            .getLast()
                            .name();
            assertThat(POLICY.levelOf(new Probability(probability))).isEqualTo(expected);
        }
    }

    @Test
    void takes_one_band_for_everything() {
        assertThat(policy(0).levelOf(new Probability(1))).isEqualTo("band 0");
    }

    @Test
    void refuses_bands_that_leave_a_gap_or_do_not_rise() {
        refuses();
        refuses(0.1);
        refuses(Double.NaN);
        refuses(0, 0.5, 0.5);
        refuses(0, 0.5, 0.4);
        refuses(0, 0);
        refuses(0, 1);
        refuses(0, Double.NaN);
        refuses(0, Double.POSITIVE_INFINITY);
        refuses(-0.1, 0.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, Double.MIN_VALUE, 0.5, 1})
    void takes_a_probability(double value) {
        assertThat(new Probability(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                -Double.MIN_VALUE,
                1.0000000000000002,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            })
    void refuses_what_is_no_probability(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Probability(value));
    }

    @Test
    void orders_probabilities() {
        assertThat(new Probability(0.2)).isLessThan(new Probability(0.3));
        assertThat(new Probability(0.2)).isEqualByComparingTo(new Probability(0.2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"telco", "a", "return-risk", "c360"})
    void takes_a_contract_name(String name) {
        assertThat(new ContractId(name, 12)).hasToString(name + "@12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Telco", "1st", "-a", "a_b", "a b", "a\n", "t\u00E9lco", "a@1"})
    void refuses_a_contract_name(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ContractId(name, 1));
    }

    @Test
    void refuses_a_contract_name_that_is_too_long_and_a_version_below_1() {
        assertThat(new ContractId("a".repeat(63), 1).name()).hasSize(63);
        assertThatIllegalArgumentException().isThrownBy(() -> new ContractId("a".repeat(64), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ContractId("telco", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ContractId("telco", -1));
    }

    private static void refuses(double... from) {
        assertThatIllegalArgumentException()
                .as(Arrays.toString(from))
                .isThrownBy(() -> policy(from));
    }

    private static RiskPolicy policy(double... from) {
        var bands = new RiskPolicy.Band[from.length];
        Arrays.setAll(bands, i -> new RiskPolicy.Band("band " + i, from[i]));
        return new RiskPolicy(List.of(bands));
    }
}
