package io.holdfast.adapters.persistence.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdfast.domain.kernel.Unavailable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ComputingLimitTest {

    private final ComputingLimit limit = new ComputingLimit(2, Duration.ZERO);

    @Test
    void refuses_one_more_than_may_be_computed_at_once() {
        assertThat(limit.<String>compute(() -> limit.compute(() -> "second"))).isEqualTo("second");
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() ->
                        limit.compute(() -> limit.compute(() -> limit.compute(() -> "third"))))
                .withMessageContaining("2 answers");
    }

    @Test
    void gives_the_place_back_whatever_became_of_the_answer() {
        for (int i = 0; i < 5; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            limit.compute(() -> {
                                throw new IllegalStateException("failed");
                            }));
        }

        assertThat(limit.<String>compute(() -> limit.compute(() -> "second"))).isEqualTo("second");
    }
}
