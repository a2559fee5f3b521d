package io.holdfast.domain.models.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What every `SampleRatioTest` promises.
public interface SampleRatioTestContract {

    SampleRatioTest sampleRatio();

    /// 520 of 1,000 at one half: chi-square 1.6, one degree of freedom; 0.2059 in tables.
    @Test
    default void gives_the_tail_of_the_chi_square_distribution() {
        assertThat(sampleRatio().pValue(List.of(520L, 480L), List.of(0.5, 0.5)))
                .isCloseTo(0.20590, within(1e-4));
        // Chi-square 6 with two degrees of freedom is exp(-3).
        assertThat(sampleRatio().pValue(List.of(120L, 100L, 80L), List.of(0.4, 0.3, 0.3)))
                .isCloseTo(Math.exp(-(100 / 90.0 + 100 / 90.0) / 2), within(1e-9));
    }

    @Test
    default void is_sure_of_a_broken_dealing() {
        assertThat(sampleRatio().pValue(List.of(18_000L, 2_600L), List.of(0.9, 0.1)))
                .isLessThan(1e-6);
    }

    @Test
    default void says_nothing_against_a_perfect_or_an_empty_dealing() {
        assertThat(sampleRatio().pValue(List.of(900L, 100L), List.of(0.9, 0.1))).isEqualTo(1);
        assertThat(sampleRatio().pValue(List.of(0L, 0L), List.of(0.9, 0.1))).isEqualTo(1);
    }

    @Test
    default void leaves_out_an_arm_without_a_share() {
        assertThat(sampleRatio().pValue(List.of(50L, 50L, 0L), List.of(0.5, 0.5, 0.0)))
                .isEqualTo(1);
        assertThat(sampleRatio().pValue(List.of(50L, 3L), List.of(1.0, 0.0))).isEqualTo(1);
    }

    @Test
    default void wants_a_share_for_every_count() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampleRatio().pValue(List.of(1L), List.of(0.5, 0.5)));
    }
}
