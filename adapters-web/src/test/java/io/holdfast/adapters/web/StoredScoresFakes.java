package io.holdfast.adapters.web;

import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.application.scoring.ScoreStoredCustomer;
import io.holdfast.domain.scoring.InMemoryStoredFeatures;
import io.holdfast.domain.scoring.SampleFacts;

/// What the test server has of the scores of stored customers.
final class StoredScoresFakes {

    final InMemoryStoredFeatures features = new InMemoryStoredFeatures();
    private final TestServer server;

    /// @param server its simpler ports are there already
    StoredScoresFakes(TestServer server) {
        this.server = server;
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
                                1)));
    }
}
