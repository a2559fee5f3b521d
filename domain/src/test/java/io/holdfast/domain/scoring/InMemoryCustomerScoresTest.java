package io.holdfast.domain.scoring;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.models.InMemoryFeatureContracts;
import io.holdfast.domain.models.SampleContracts;
import java.util.List;

class InMemoryCustomerScoresTest implements CustomerScoresContract {

    private final InMemoryFeatureContracts contracts =
            new InMemoryFeatureContracts(new InMemoryTransactions());
    private final InMemoryInferenceLog log = new InMemoryInferenceLog(contracts);
    private final InMemoryCustomerScores scores = new InMemoryCustomerScores(contracts, log);

    InMemoryCustomerScoresTest() {
        contracts.register(SampleContracts.tiny("tiny", 1));
    }

    @Override
    public CustomerScores scores() {
        return scores;
    }

    @Override
    public CustomerScoreQueries queries() {
        return scores;
    }

    @Override
    public DashboardQueries dashboard() {
        return scores;
    }

    @Override
    public InferenceLog log() {
        return log;
    }

    @Override
    public void given(List<Fact> facts) {
        scores.add(facts);
    }

    @Override
    public void forget(String customer) {
        scores.forget(customer);
    }
}
