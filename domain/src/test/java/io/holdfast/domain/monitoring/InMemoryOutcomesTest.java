package io.holdfast.domain.monitoring;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.InMemoryFeatureContracts;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.InferenceLog;

final class InMemoryOutcomesTest implements OutcomesContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryInferenceLog log =
            new InMemoryInferenceLog(new InMemoryFeatureContracts(transactions));
    private final InMemoryOutcomes outcomes = new InMemoryOutcomes(transactions, log);

    @Override
    public Outcomes outcomes() {
        return outcomes;
    }

    @Override
    public InferenceLog log() {
        return log;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
