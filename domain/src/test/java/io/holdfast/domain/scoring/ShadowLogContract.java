package io.holdfast.domain.scoring;

import static io.holdfast.domain.scoring.SamplePredictions.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.scoring.ShadowLog.ShadowScore;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What every `ShadowLog` promises. Begins empty.
public interface ShadowLogContract {

    record Kept(UUID prediction, int shadowVersion, double probability) {}

    ShadowLog log();

    /// Waits until everything that was offered is kept or lost, then tells what was kept. Nothing
    /// is offered afterwards.
    List<Kept> kept();

    private static Supplier<ShadowScore> score(int number) {
        return () -> new ShadowScore(prediction(number), 7, 0.1 + 0.2);
    }

    private static Kept keptOf(int number) {
        return new Kept(prediction(number).id(), 7, 0.1 + 0.2);
    }

    @Test
    default void keeps_a_score() {
        assertThat(log().offer(score(1))).isTrue();

        assertThat(kept()).containsExactly(keptOf(1));
    }

    @Test
    default void keeps_a_score_of_each_version_of_one_prediction() {
        log().offer(() -> new ShadowScore(prediction(1), 7, 0));
        log().offer(() -> new ShadowScore(prediction(1), 8, 1));

        assertThat(kept())
                .containsExactlyInAnyOrder(
                        new Kept(prediction(1).id(), 7, 0), new Kept(prediction(1).id(), 8, 1));
    }

    @Test
    default void a_score_that_cannot_be_computed_takes_no_other_down() {
        log().offer(score(1));
        assertThat(
                        log().offer(() -> {
                            throw new IllegalStateException("the model is broken");
                        }))
                .isTrue();
        log().offer(score(2));

        assertThat(kept()).containsExactlyInAnyOrder(keptOf(1), keptOf(2));
    }

    @Test
    default void callers_at_once_are_all_taken() {
        var taken = AtOnce.call(32, caller -> log().offer(score(caller)));

        assertThat(taken).containsOnly(true);
        assertThat(kept()).hasSize(32);
    }
}
