package io.holdfast.adapters.web;

import io.holdfast.adapters.web.analytics.AnalyticsAdministrationEndpoint;
import io.holdfast.adapters.web.analytics.AnalyticsEndpoint;
import io.holdfast.adapters.web.customers.EventsEndpoint;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.identity.AuditEndpoint;
import io.holdfast.adapters.web.identity.KeysEndpoint;
import io.holdfast.adapters.web.identity.OwnSessionsEndpoint;
import io.holdfast.adapters.web.identity.PasswordEndpoint;
import io.holdfast.adapters.web.identity.PersonEndpoint;
import io.holdfast.adapters.web.identity.SessionCookie;
import io.holdfast.adapters.web.identity.SessionEndpoint;
import io.holdfast.adapters.web.identity.UserAdministrationEndpoint;
import io.holdfast.adapters.web.identity.UserSessionsEndpoint;
import io.holdfast.adapters.web.identity.UsersEndpoint;
import io.holdfast.adapters.web.ingestion.ImportProfilesEndpoint;
import io.holdfast.adapters.web.ingestion.ImportsEndpoint;
import io.holdfast.adapters.web.ingestion.quality.DataQualityEndpoint;
import io.holdfast.adapters.web.ingestion.quality.ValidateDataEndpoint;
import io.holdfast.adapters.web.ingestion.source.SourcesEndpoint;
import io.holdfast.adapters.web.models.ContractsEndpoint;
import io.holdfast.adapters.web.models.ModelCardEndpoint;
import io.holdfast.adapters.web.models.ModelsStatusEndpoint;
import io.holdfast.adapters.web.models.TrainingJobsEndpoint;
import io.holdfast.adapters.web.models.UploadEndpoint;
import io.holdfast.adapters.web.models.rollout.CanaryEndpoint;
import io.holdfast.adapters.web.models.rollout.ExperimentsEndpoint;
import io.holdfast.adapters.web.models.rollout.RolloutsEndpoint;
import io.holdfast.adapters.web.models.rollout.TrafficEndpoint;
import io.holdfast.adapters.web.models.rollout.VersionsEndpoint;
import io.holdfast.adapters.web.monitoring.FeedbackEndpoint;
import io.holdfast.adapters.web.operations.DocumentationEndpoint;
import io.holdfast.adapters.web.operations.HealthEndpoint;
import io.holdfast.adapters.web.operations.Metrics;
import io.holdfast.adapters.web.operations.MetricsEndpoint;
import io.holdfast.adapters.web.scoring.BatchPredictEndpoint;
import io.holdfast.adapters.web.scoring.BatchStatusEndpoint;
import io.holdfast.adapters.web.scoring.ContractPredictEndpoint;
import io.holdfast.adapters.web.scoring.ContractScoring;
import io.holdfast.adapters.web.scoring.DashboardEndpoint;
import io.holdfast.adapters.web.scoring.ExplanationEndpoint;
import io.holdfast.adapters.web.scoring.PipelineEndpoint;
import io.holdfast.adapters.web.scoring.PredictEndpoint;
import io.holdfast.adapters.web.scoring.RetailBatchEndpoint;
import io.holdfast.adapters.web.scoring.RetailEndpoint;
import io.holdfast.adapters.web.scoring.ShopCustomersEndpoint;
import io.holdfast.adapters.web.scoring.ShopEndpoint;
import io.holdfast.adapters.web.scoring.StoredCustomerEndpoint;
import io.holdfast.adapters.web.scoring.inference.InferenceEndpoint;
import io.holdfast.application.scoring.ScoreStoredCustomer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Every group of routes there is.
final class Endpoints {

    /// The contracts behind the views' paths.
    private static final String TELCO_CONTRACT = "telco";

    private static final String RETAIL_CHURN_CONTRACT = "rfm";
    private static final String RETAIL_RETURN_CONTRACT = "return-risk";
    private static final String PIPELINE_CONTRACT = "subscription";
    private static final String SHOP_CONTRACT = "ecommerce";

    private Endpoints() {}

    /// Every group of routes there is.
    static List<Endpoint> of(
            WebAdapter.Settings settings, WebAdapter.UseCases useCases, Metrics metrics) {
        var endpoints = new ArrayList<Endpoint>();
        endpoints.addAll(rollouts(useCases));
        endpoints.addAll(operations(settings, useCases, metrics));
        endpoints.addAll(telco(settings, useCases, metrics));
        endpoints.addAll(otherViews(settings, useCases, metrics));
        endpoints.addAll(background(useCases));
        endpoints.addAll(ownContracts(settings, useCases, metrics));
        endpoints.addAll(facts(useCases.facts()));
        endpoints.addAll(ingestion(settings, useCases.ingestion()));
        endpoints.addAll(analytics(useCases.analytics(), metrics, useCases.clock()));
        endpoints.addAll(storedScores(useCases, metrics));
        return List.copyOf(endpoints);
    }

    private static List<Endpoint> operations(
            WebAdapter.Settings settings, WebAdapter.UseCases useCases, Metrics metrics) {
        return List.of(
                new HealthEndpoint(
                        settings.version(),
                        settings.environment(),
                        useCases.servedModels(),
                        new HealthEndpoint.Probes(
                                useCases.databaseReachable(),
                                useCases.inferenceLogAccepting(),
                                useCases.totalCustomers(),
                                useCases.analytics().newestRun()),
                        useCases.clock()),
                new MetricsEndpoint(metrics),
                new DocumentationEndpoint());
    }

    private static List<Endpoint> telco(
            WebAdapter.Settings settings, WebAdapter.UseCases useCases, Metrics metrics) {
        var identity = useCases.identity();
        var cookie = new SessionCookie(settings.secureCookies());
        return List.of(
                new SessionEndpoint(identity.registerUser(), identity.signIn(), cookie),
                new OwnSessionsEndpoint(identity.listSessions(), identity.signOut(), cookie),
                new UserSessionsEndpoint(identity.listSessions(), identity.signOut()),
                new UsersEndpoint(identity.userQueries(), identity.changeUser()),
                new PersonEndpoint(
                        useCases.privacy().exportPerson(),
                        useCases.privacy().erasePerson(),
                        useCases.clock()),
                new AuditEndpoint(identity.auditQueries()),
                new UserAdministrationEndpoint(
                        identity.userQueries(),
                        identity.changeUser(),
                        identity.passwords().reset()),
                new PasswordEndpoint(identity.passwords().change()),
                new KeysEndpoint(
                        identity.keys().queries(),
                        identity.keys().issue(),
                        identity.keys().revoke()),
                new PredictEndpoint(
                        scoring(useCases, metrics, TELCO_CONTRACT), settings.maxBodyBytes()),
                new UploadEndpoint(
                        useCases.uploadDataset(), TELCO_CONTRACT, settings.maxBodyBytes()),
                new FeedbackEndpoint(
                        useCases.recordFeedback(), TELCO_CONTRACT, settings.maxBodyBytes()),
                new CanaryEndpoint(
                        useCases.rollouts().changeRollout(),
                        useCases.servedModels(),
                        TELCO_CONTRACT));
    }

    private static List<Endpoint> rollouts(WebAdapter.UseCases useCases) {
        var rollouts = useCases.rollouts();
        return List.of(
                new VersionsEndpoint(
                        rollouts.listVersions(), rollouts.changeRollout(), PIPELINE_CONTRACT),
                new RolloutsEndpoint(rollouts.queries(), rollouts.steerRamps(), PIPELINE_CONTRACT),
                new TrafficEndpoint(
                        rollouts.changeRollout(), rollouts.steerRamps(), PIPELINE_CONTRACT),
                new ExperimentsEndpoint(
                        rollouts.runExperiments(),
                        rollouts.experimentQueries(),
                        rollouts.queries(),
                        PIPELINE_CONTRACT));
    }

    private static List<Endpoint> otherViews(
            WebAdapter.Settings settings, WebAdapter.UseCases useCases, Metrics metrics) {
        return List.of(
                new RetailEndpoint(
                        scoring(useCases, metrics, RETAIL_CHURN_CONTRACT),
                        scoring(useCases, metrics, RETAIL_RETURN_CONTRACT)),
                new RetailBatchEndpoint(
                        useCases.scoreBatch(),
                        metrics,
                        new RetailBatchEndpoint.Contracts(
                                RETAIL_CHURN_CONTRACT, RETAIL_RETURN_CONTRACT),
                        useCases.clock()),
                new ModelsStatusEndpoint(useCases.servedModels()),
                new ModelCardEndpoint(useCases.modelQueries(), PIPELINE_CONTRACT),
                new ExplanationEndpoint(useCases.explainPrediction()),
                new PipelineEndpoint(scoring(useCases, metrics, PIPELINE_CONTRACT)),
                new ShopEndpoint(scoring(useCases, metrics, SHOP_CONTRACT)),
                new InferenceEndpoint(
                        settings.version(),
                        useCases.servedModels(),
                        name -> scoring(useCases, metrics, name),
                        useCases.databaseReachable()));
    }

    private static List<Endpoint> background(WebAdapter.UseCases useCases) {
        var background = useCases.background();
        return List.of(
                new BatchPredictEndpoint(background.submitBatch(), PIPELINE_CONTRACT),
                new BatchStatusEndpoint(background.batches(), useCases.servedModels()),
                new TrainingJobsEndpoint(background.requestTraining(), background.trainings()));
    }

    private static List<Endpoint> ownContracts(
            WebAdapter.Settings settings, WebAdapter.UseCases useCases, Metrics metrics) {
        var contracts = useCases.contracts();
        return List.of(
                new ContractsEndpoint(
                        contracts.propose(),
                        contracts.register(),
                        contracts.queries(),
                        settings.maxBodyBytes()),
                new ContractPredictEndpoint(
                        useCases.scoreEntities(),
                        metrics,
                        useCases.servedModels(),
                        contracts.queries()));
    }

    private static List<Endpoint> ingestion(
            WebAdapter.Settings settings, WebAdapter.Ingestion ingestion) {
        var imports = ingestion.imports();
        var quality = ingestion.quality();
        var sources = ingestion.sources();
        return List.of(
                new ImportsEndpoint(
                        imports.submit(), imports.queries(), quality.reports(), imports.maxBytes()),
                new ImportProfilesEndpoint(imports.profiles(), imports.changeProfiles()),
                new ValidateDataEndpoint(
                        quality.validate(), PIPELINE_CONTRACT, settings.maxBodyBytes()),
                new DataQualityEndpoint(quality.reports()),
                new SourcesEndpoint(sources.queries(), sources.change(), sources.test()));
    }

    private static List<Endpoint> analytics(
            WebAdapter.Analytics analytics, Metrics metrics, InstantSource clock) {
        return List.of(
                new AnalyticsEndpoint(analytics.queries(), clock),
                new AnalyticsAdministrationEndpoint(
                        analytics.refresh(),
                        new AnalyticsAdministrationEndpoint.CacheUse(
                                analytics.cacheHits(), analytics.cacheMisses()),
                        metrics,
                        clock));
    }

    private static List<Endpoint> facts(WebAdapter.Facts facts) {
        return List.of(new EventsEndpoint(facts.recordEvents(), facts.customers()));
    }

    private static List<Endpoint> storedScores(WebAdapter.UseCases useCases, Metrics metrics) {
        return List.of(
                new StoredCustomerEndpoint(
                        useCases.storedScores().scoreStoredCustomer(),
                        scoring(useCases, metrics, ScoreStoredCustomer.CONTRACT)),
                new ShopCustomersEndpoint(
                        useCases.storedScores().queries(), SHOP_CONTRACT, useCases.clock()),
                new DashboardEndpoint(
                        useCases.storedScores().dashboard(),
                        useCases.rollouts().queries(),
                        useCases.modelQueries(),
                        SHOP_CONTRACT,
                        useCases.clock()));
    }

    private static ContractScoring scoring(
            WebAdapter.UseCases useCases, Metrics metrics, String contractName) {
        return new ContractScoring(useCases.scoreEntities(), metrics, contractName);
    }
}
