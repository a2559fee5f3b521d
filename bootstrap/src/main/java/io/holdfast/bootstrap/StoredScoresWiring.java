package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.scoring.RescoreCustomers;
import io.holdfast.application.scoring.ScoreStoredCustomer;
import io.holdfast.bootstrap.config.Config;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The scores of stored customers: use cases over their adapters.
final class StoredScoresWiring {

    private static final System.Logger LOG = System.getLogger(StoredScoresWiring.class.getName());

    /// Another model is followed that soon. A look costs two short reads.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private static final FeatureSet SHOP = FeatureSet.ECOMMERCE;
    private static final int PAST_WEEKS = 12;

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

    /// @param isPrepared whether to begin
    List<Recurring> recurring(BooleanSupplier isPrepared) {
        var pause = app.config().scoring().rescorePause();
        if (pause.isZero()) {
            return List.of();
        }
        var rescore = app.rescoreCustomers(models);
        return List.of(
                new Recurring(
                        "rescore_customers",
                        LOOK_EVERY,
                        () -> {
                            if (isPrepared.getAsBoolean()) {
                                rescore(rescore, pause);
                            }
                        }));
    }

    private void rescore(RescoreCustomers rescore, Duration pause) {
        var scores = app.persistence().storedScores().scores();
        boolean first = scores.newest(SHOP.contract()).isEmpty();
        rescore.rescoreDue(pause).forEach(StoredScoresWiring::tell);
        if (first && app.config().profile() == Config.Profile.DEMO) {
            scores.newest(SHOP.contract()).ifPresent(made -> tellPast(rescore, made.run().asOf()));
        }
    }

    /// A demonstration has a past: trends are to show how risk has changed, by the models of today.
    private static void tellPast(RescoreCustomers rescore, Instant now) {
        for (int weeks = 1; weeks <= PAST_WEEKS; weeks++) {
            var asOf = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(7L * weeks));
            tell(rescore.rescore(new RescoreCustomers.Command(SHOP, asOf)));
        }
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
