package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter.Gauge;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.models.ListVersions;
import io.holdfast.application.models.ServedModels;
import io.holdfast.bootstrap.config.Config;
import io.holdfast.domain.models.Dataset;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the HTTP server is given: its settings, and the use cases behind its routes.
final class WebWiring {

    private final App app;
    private final ServedModels models;
    private final BackgroundWiring background;

    WebWiring(App app, ServedModels models, BackgroundWiring background) {
        this.app = app;
        this.models = models;
        this.background = background;
    }

    WebAdapter.Settings settings() {
        var server = app.config().server();
        return new WebAdapter.Settings(
                server.host(),
                server.port(),
                app.config().profile().name().toLowerCase(Locale.ROOT),
                Release.version(),
                server.maxBodyBytes(),
                server.corsOrigins(),
                server.secureCookies(),
                server.shutdownGrace(),
                app.config().security().scrapeToken().value(),
                edge());
    }

    private WebAdapter.Edge edge() {
        var server = app.config().server();
        var tls =
                switch (server.tls()) {
                    case Config.Tls.Off() -> new WebAdapter.Tls.Off();
                    case Config.Tls.Pem(var certificates, var privateKey) ->
                            WebAdapter.Tls.pem(certificates, privateKey);
                    case Config.Tls.KeyStore(var file, var password) ->
                            WebAdapter.Tls.keyStore(file, password.value());
                };
        return new WebAdapter.Edge(
                tls, server.trustedProxies(), app.config().security().adminNetworks());
    }

    WebAdapter.UseCases useCases() {
        var tokens = app.identity().accessTokens();
        var persistence = app.persistence();
        return new WebAdapter.UseCases(
                new WebAdapter.Identity(
                        app.identity().authenticate(tokens),
                        app.identity().limitRequests(),
                        app.identity().registerUser(),
                        app.identity().signIn(tokens),
                        app.identity().changeUser(),
                        persistence.identity().userQueries(),
                        app.identity().listSessions(),
                        app.identity().signOut(),
                        app.identity().recordAction(),
                        app.identity().auditQueries(),
                        new WebAdapter.Passwords(
                                app.identity().changePassword(), app.identity().resetPassword()),
                        new WebAdapter.Keys(
                                app.identity().apiKeyQueries(),
                                app.identity().issueApiKey(),
                                app.identity().revokeApiKey()),
                        app.identity().answerOnce()),
                app.uploadDataset(),
                new WebAdapter.Contracts(
                        app.proposeContract(), app.registerContract(), app.contractQueries()),
                models,
                persistence.modelRegistry(),
                rollouts(),
                app.scoreEntities(models),
                app.scoreBatch(models),
                app.explainPrediction(models),
                app.recordFeedback(),
                background.routes(),
                new WebAdapter.Privacy(app.identity().exportPerson(), app.identity().erasePerson()),
                new FactsWiring(app).web(),
                new IngestionWiring(app).web(),
                new AnalyticsWiring(app).web(),
                new StoredScoresWiring(app, models).web(),
                persistence::isReachable,
                () -> persistence.waitingPredictions() < app.config().inferenceLog().queue(),
                new CountedCustomers(
                        persistence.facts().customers()::count,
                        this::customersInDatasets,
                        app.clock()),
                persistence.gauges().stream().collect(Collectors.toMap(Gauge::name, Gauge::value)),
                app.clock(),
                app.ids());
    }

    private WebAdapter.Rollouts rollouts() {
        var persistence = app.persistence();
        return new WebAdapter.Rollouts(
                new ListVersions(
                        persistence.modelRegistry(),
                        persistence.featureContracts(),
                        persistence.rollouts()),
                app.changeRollout(),
                app.steerRamps(),
                app.runExperiments(),
                persistence.rollouts(),
                persistence.experiments());
    }

    /// Customers are known by the newest table of each contract, and tables of different contracts
    /// may hold the same ones: the largest is what there are at least.
    private long customersInDatasets() {
        return app.persistence().featureContracts().all().stream()
                .flatMap(contract -> app.datasets().latest(contract.id().name()).stream())
                .mapToLong(Dataset::rows)
                .max()
                .orElse(0);
    }
}
