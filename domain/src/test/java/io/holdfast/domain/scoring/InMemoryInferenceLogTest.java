package io.holdfast.domain.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.models.InMemoryFeatureContracts;
import io.holdfast.domain.models.SampleContracts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryInferenceLogTest implements InferenceLogContract {

    private final InMemoryFeatureContracts contracts =
            new InMemoryFeatureContracts(new InMemoryTransactions());
    private final InMemoryInferenceLog log = new InMemoryInferenceLog(contracts);

    InMemoryInferenceLogTest() {
        contracts.register(SampleContracts.tiny("tiny", 1));
        contracts.register(SampleContracts.tiny("other", 1));
    }

    @Override
    public InferenceLog log() {
        return log;
    }

    @Override
    public ScoringQueries queries() {
        return log;
    }

    @Test
    void keeps_nothing_while_overloaded() {
        log.overload(true);

        assertThat(log.append(List.of(SamplePredictions.prediction(1))))
                .isEqualTo(new InferenceLog.Outcome.Overloaded());
        assertThat(log.predictions()).isEmpty();
    }
}
