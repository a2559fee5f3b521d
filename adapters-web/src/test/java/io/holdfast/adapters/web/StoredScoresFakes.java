package io.holdfast.adapters.web;

import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.application.scoring.ScoreStoredCustomer;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.scoring.CustomerScores;
import io.holdfast.domain.scoring.InMemoryCustomerScores;
import io.holdfast.domain.scoring.InMemoryStoredFeatures;
import io.holdfast.domain.scoring.SampleFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the test server has of the scores of stored customers.
final class StoredScoresFakes {

    private static final ContractId SHOP = new ContractId("ecommerce", 1);

    final InMemoryStoredFeatures features = new InMemoryStoredFeatures();
    final InMemoryCustomerScores scores;
    private final TestServer server;

    /// @param server its simpler ports are there already
    StoredScoresFakes(TestServer server) {
        this.server = server;
        this.scores = new InMemoryCustomerScores(server.contracts, server.log);
    }

    /// Scores customers as of `TestServer.START`, each by its days since the last order.
    void score(Map<String, Integer> customers) {
        var run =
                new CustomerScores.Run(
                        server.ids.next(),
                        SHOP,
                        1,
                        List.of(1),
                        TestServer.START,
                        0,
                        TestServer.START);
        scores.begin(run);
        var made = new ArrayList<CustomerScores.Score>();
        customers.forEach((id, days) -> {
            scores.add(List.of(SampleFacts.stranger(id)));
            var probability = new Probability(days / 100.0);
            made.add(
                    new CustomerScores.Score(
                            id,
                            FeatureVector.of(days, 4),
                            probability,
                            server.contracts.find(SHOP).orElseThrow().risk().levelOf(probability),
                            1,
                            Stage.PRODUCTION));
        });
        scores.add(run, made, 0, TestServer.START);
        scores.finish(run, TestServer.START);
    }

    /// A customer of one completed order, 90 days before `TestServer.START`.
    void addBuyer(String id) {
        features.add(
                SampleFacts.customer(id, "2025-01-01T00:00:00Z"),
                SampleFacts.order("order of " + id, id, "2025-10-04T03:04:05Z", "5"));
    }

    WebAdapter.StoredScores useCases() {
        return new WebAdapter.StoredScores(
                new ScoreStoredCustomer(
                        features,
                        new ScoreEntities(
                                server.models,
                                new SampleTableReader(),
                                server.log,
                                server.shadows,
                                server.ids,
                                server.clock,
                                1)),
                scores,
                scores);
    }
}
