package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.scoring.RescoreCustomers;
import io.holdfast.application.scoring.ScoreStoredCustomer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/// The scores of stored customers: use cases over their adapters.
final class StoredScoresWiring {

    private static final System.Logger LOG = System.getLogger(StoredScoresWiring.class.getName());

    /// Another model is followed that soon. A look costs two short reads.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private final App app;
    private final ServedModels models;

    StoredScoresWiring(App app, ServedModels models) {
        this.app = app;
        this.models = models;
    }

    /// Behind the routes.
    WebAdapter.StoredScores web() {
        var stored = app.persistence().storedScores();
        return new WebAdapter.StoredScores(
                new ScoreStoredCustomer(stored.features(), app.scoreEntities(models)),
                stored.queries(),
                stored.dashboard());
    }

    List<Recurring> recurring() {
        var pause = app.config().scoring().rescorePause();
        if (pause.isZero()) {
            return List.of();
        }
        var rescore = app.rescoreCustomers(models);
        return List.of(
                new Recurring(
                        "rescore_customers",
                        LOOK_EVERY,
                        () -> rescore.rescoreDue(pause).forEach(StoredScoresWiring::tell)));
    }

    private static void tell(RescoreCustomers.Outcome outcome) {
        switch (outcome) {
            case RescoreCustomers.Outcome.Rescored(var run, var customers, var refused) ->
                    LOG.log(
                            Level.INFO,
                            "{0}: {1} customers were scored as of {2}, {3} could not be",
                            run.contract(),
                            customers,
                            run.asOf(),
                            refused);
            case RescoreCustomers.Outcome.Superseded(var name) ->
                    LOG.log(Level.WARNING, "{0}: another run scores the customers", name);
            case RescoreCustomers.Outcome.NoModel _, RescoreCustomers.Outcome.Busy _ -> {
                // The next look may find it otherwise.
            }
        }
    }
}
