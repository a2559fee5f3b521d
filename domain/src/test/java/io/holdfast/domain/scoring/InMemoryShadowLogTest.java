package io.holdfast.domain.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryShadowLogTest implements ShadowLogContract {

    private final InMemoryShadowLog log = new InMemoryShadowLog();

    @Override
    public ShadowLog log() {
        return log;
    }

    @Override
    public List<Kept> kept() {
        return log.scores().stream()
                .map(score -> new Kept(score.of().id(), score.shadowVersion(), score.probability()))
                .toList();
    }

    @Test
    void takes_nothing_while_it_is_full() {
        log.fill(true);

        assertThat(
                        log.offer(() ->
                                new ShadowLog.ShadowScore(SamplePredictions.prediction(1), 2, 0.5)))
                .isFalse();
        assertThat(log.scores()).isEmpty();
    }
}
