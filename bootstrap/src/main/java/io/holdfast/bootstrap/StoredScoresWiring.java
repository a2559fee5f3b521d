package io.holdfast.bootstrap;

import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.scoring.ScoreStoredCustomer;

/// The scores of stored customers: use cases over their adapters.
final class StoredScoresWiring {

    private final App app;
    private final ServedModels models;

    StoredScoresWiring(App app, ServedModels models) {
        this.app = app;
        this.models = models;
    }

    /// Behind the routes.
    WebAdapter.StoredScores web() {
        return new WebAdapter.StoredScores(
                new ScoreStoredCustomer(
                        app.persistence().storedScores().features(), app.scoreEntities(models)));
    }
}
