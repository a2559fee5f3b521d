package io.holdfast.domain.models.rollout;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.models.InMemoryFeatureContracts;
import io.holdfast.domain.monitoring.InMemoryOutcomes;
import io.holdfast.domain.monitoring.Outcomes;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.InferenceLog;

final class InMemoryArmQueriesTest implements ArmQueriesContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryInferenceLog log =
            new InMemoryInferenceLog(new InMemoryFeatureContracts(transactions));
    private final InMemoryOutcomes outcomes = new InMemoryOutcomes(transactions, log);

    @Override
    public ArmQueries arms() {
        return new InMemoryArmQueries(log, outcomes);
    }

    @Override
    public InferenceLog log() {
        return log;
    }

    @Override
    public Outcomes outcomes() {
        return outcomes;
    }
}
