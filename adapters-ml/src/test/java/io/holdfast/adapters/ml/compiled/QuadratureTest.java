package io.holdfast.adapters.ml.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuadratureTest {

    private static final int MOST = 7;

    @Test
    void integrates_every_power_up_to_its_degree() {
        for (int degree = 0; degree <= MOST; degree++) {
            var rule = Quadrature.exactTo(degree);
            assertThat(rule.points()).hasSize(degree / 2 + 1);
            for (int power = 0; power <= degree; power++) {
                assertThat(integral(rule, power)).isCloseTo(1.0 / (power + 1), within(1e-15));
            }
        }
    }

    @Test
    void takes_no_more_points_than_are_needed() {
        for (int degree = 2; degree <= MOST; degree += 2) {
            assertThat(integral(Quadrature.exactTo(degree - 1), degree))
                    .isNotCloseTo(1.0 / (degree + 1), within(1e-6));
        }
    }

    @Test
    void refuses_a_degree_that_it_has_no_rule_for() {
        assertThatThrownBy(() -> Quadrature.exactTo(MOST + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double integral(Quadrature rule, int power) {
        double sum = 0;
        for (int p = 0; p < rule.points().length; p++) {
            sum += rule.weights()[p] * Math.pow(rule.points()[p], power);
        }
        return sum;
    }
}
