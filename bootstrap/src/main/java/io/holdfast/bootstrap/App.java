package io.holdfast.bootstrap;

import io.holdfast.adapters.ml.MlAdapter;
import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.application.ingestion.ImportRows;
import io.holdfast.application.ingestion.quality.JudgeImports;
import io.holdfast.application.ingestion.source.ChangeSources;
import io.holdfast.application.ingestion.source.PageImportByProfile;
import io.holdfast.application.ingestion.source.PullSource;
import io.holdfast.application.ingestion.source.TestSource;
import io.holdfast.application.models.ChangeRollout;
import io.holdfast.application.models.EvaluateModel;
import io.holdfast.application.models.PickModel;
import io.holdfast.application.models.ProposeContract;
import io.holdfast.application.models.RegisterContract;
import io.holdfast.application.models.RunExperiments;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.SteerRamps;
import io.holdfast.application.models.TrainModel;
import io.holdfast.application.models.TrainingSets;
import io.holdfast.application.models.UploadDataset;
import io.holdfast.application.monitoring.RecordFeedback;
import io.holdfast.application.scoring.ExplainPrediction;
import io.holdfast.application.scoring.GatherTrainingTable;
import io.holdfast.application.scoring.RescoreCustomers;
import io.holdfast.application.scoring.ScoreBatch;
import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.bootstrap.config.Config;
import io.holdfast.bootstrap.database.DataFolder;
import io.holdfast.bootstrap.database.EmbeddedDatabase;
import io.holdfast.bootstrap.ingestion.OwnThread;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfiles;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.Uploads;
import io.holdfast.domain.ingestion.quality.QualityQueries;
import io.holdfast.domain.ingestion.source.RecordSources;
import io.holdfast.domain.ingestion.source.SourceQueries;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.kernel.SecretBox;
import io.holdfast.domain.models.ContractQueries;
import io.holdfast.domain.models.Datasets;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.scoring.StoredFeatures;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Everything but the server, wired by hand on one database. Closing it closes, in the opposite
/// order, all that opening it opened.
public final class App implements AutoCloseable {

    /// Whether this process runs the database or may use one that another process runs.
    public enum Ownership {
        OWNER,
        GUEST
    }

    static final String TOKEN_SECRET = "secret.key";
    private static final int LOG_GROUP_MAX = 1_000;

    private final Config config;
    private final Clock clock;
    private final IdSource ids;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final DataFolder folder;
    private final PersistenceAdapter persistence;
    private final IdentityWiring identity;
    private final MessageDigestSha256 sha256 = new MessageDigestSha256();

    private App(Config config, Clock clock, Ownership ownership) {
        this.config = config;
        this.clock = clock;
        this.ids = new UuidSource(clock);
        this.folder = DataFolder.at(config.dataDir());
        opened.push(folder);
        try {
            persistence = PersistenceAdapter.open(database(ownership), clock);
            opened.push(persistence);
            identity = new IdentityWiring(config, persistence, folder, sha256, ids, clock);
            contracts();
        } catch (RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    /// Starts or joins the database, brings its schema up to date, and knows the bundled contracts.
    public static App open(Config config, Clock clock, Ownership ownership) {
        return new App(config, clock, ownership);
    }

    private PersistenceAdapter.Settings database(Ownership ownership) {
        var log =
                new PersistenceAdapter.InferenceLogSettings(
                        config.inferenceLog().queue(),
                        LOG_GROUP_MAX,
                        config.inferenceLog().async());
        return switch (config.database()) {
            case Config.Database.External(var url, var user, var password, var poolSize) ->
                    new PersistenceAdapter.Settings(url, user, password.value(), poolSize, log);
            case Config.Database.Embedded(var poolSize) -> {
                var database =
                        ownership == Ownership.OWNER
                                ? EmbeddedDatabase.start(folder, poolSize)
                                : EmbeddedDatabase.startOrJoin(folder, poolSize);
                opened.push(database);
                var address = database.address();
                yield new PersistenceAdapter.Settings(
                        address.jdbcUrl(), address.user(), address.password(), poolSize, log);
            }
        };
    }

    private void contracts() {
        for (var contract : PersistenceAdapter.bundledContracts()) {
            switch (persistence.featureContracts().register(contract)) {
                case FeatureContracts.Registration.Registered _,
                        FeatureContracts.Registration.AlreadyThere _ -> {
                    // Known from here on.
                }
                case FeatureContracts.Registration.Different _ ->
                        throw new IllegalStateException(
                                "the database holds another contract "
                                        + contract.id()
                                        + " than the one this release brings");
            }
        }
    }

    public Config config() {
        return config;
    }

    public Clock clock() {
        return clock;
    }

    public IdentityWiring identity() {
        return identity;
    }

    PersistenceAdapter persistence() {
        return persistence;
    }

    IdSource ids() {
        return ids;
    }

    public Datasets datasets() {
        return persistence.datasets();
    }

    public UploadDataset uploadDataset() {
        return new UploadDataset(
                persistence.transactions(),
                persistence.featureContracts(),
                persistence.datasets(),
                PersistenceAdapter.tableReader(),
                sha256,
                ids,
                clock);
    }

    public ProposeContract proposeContract() {
        return new ProposeContract(
                persistence.featureContracts(),
                PersistenceAdapter.tableReader(),
                PersistenceAdapter.contractDocuments(),
                bundledNames(),
                Runtime.getRuntime().availableProcessors());
    }

    public RegisterContract registerContract() {
        return new RegisterContract(
                persistence.transactions(),
                persistence.featureContracts(),
                PersistenceAdapter.contractDocuments(),
                bundledNames());
    }

    public ContractQueries contractQueries() {
        return persistence.contractQueries();
    }

    public ImportProfiles importProfiles() {
        return persistence.ingestion().importProfiles();
    }

    public ImportQueries importQueries() {
        return persistence.ingestion().importRuns();
    }

    /// Files that were sent and wait to be imported.
    Uploads uploads() {
        var settings = config.uploads();
        return PersistenceAdapter.uploads(settings.folder(), settings.roomBytes());
    }

    public ImportRows importRows() {
        return importRows(importProfiles()::find);
    }

    /// @param profiles finds a profile by its name
    public ImportRows importRows(Function<String, Optional<ImportProfile>> profiles) {
        return new ImportRows(
                persistence.transactions(),
                profiles,
                persistence.ingestion().importRuns(),
                persistence.facts().loads(),
                persistence.ingestion().recordValues(),
                judgeImports(),
                ids,
                clock);
    }

    private JudgeImports judgeImports() {
        return new JudgeImports(
                persistence.ingestion().qualityReports(), new SecureRandom(), ids, clock);
    }

    public QualityQueries qualityQueries() {
        return persistence.ingestion().qualityReports();
    }

    private static Set<String> bundledNames() {
        return PersistenceAdapter.bundledContracts().stream()
                .map(contract -> contract.id().name())
                .collect(Collectors.toSet());
    }

    public TrainModel trainModel() {
        return new TrainModel(
                persistence.transactions(),
                trainingSets(),
                MlAdapter.trainer(config.trainingThreads()),
                persistence.modelRegistry(),
                persistence.rollouts(),
                ids,
                clock);
    }

    public StoredFeatures storedFeatures() {
        return persistence.storedScores().features();
    }

    /// @param models to score by
    public RescoreCustomers rescoreCustomers(ServedModels models) {
        var stored = persistence.storedScores();
        return new RescoreCustomers(models, stored.features(), stored.scores(), ids, clock);
    }

    public GatherTrainingTable gatherTrainingTable() {
        return new GatherTrainingTable(storedFeatures());
    }

    public EvaluateModel evaluateModel() {
        return new EvaluateModel(trainingSets(), MlAdapter.trainer(config.trainingThreads()));
    }

    public PickModel pickModel() {
        return new PickModel(
                persistence.rollouts(),
                persistence.modelRegistry(),
                persistence.featureContracts(),
                MlAdapter.loader());
    }

    private TrainingSets trainingSets() {
        return new TrainingSets(
                persistence.featureContracts(),
                persistence.datasets(),
                PersistenceAdapter.tableReader(),
                sha256);
    }

    public ServedModels servedModels() {
        return new ServedModels(
                persistence.rollouts(),
                persistence.modelRegistry(),
                persistence.featureContracts(),
                MlAdapter.loader());
    }

    public ChangeRollout changeRollout() {
        return new ChangeRollout(
                persistence.transactions(),
                persistence.rollouts(),
                persistence.modelRegistry(),
                persistence.featureContracts(),
                MlAdapter.loader(),
                ids,
                clock);
    }

    SteerRamps steerRamps() {
        return new SteerRamps(
                persistence.rollouts(), persistence.armQueries(), changeRollout(), clock);
    }

    RunExperiments runExperiments() {
        return new RunExperiments(
                persistence.transactions(),
                persistence.experiments(),
                persistence.rollouts(),
                persistence.armQueries(),
                MlAdapter.sampleRatioTest(),
                changeRollout(),
                ids,
                clock);
    }

    RecordFeedback recordFeedback() {
        return new RecordFeedback(
                persistence.transactions(),
                persistence.featureContracts(),
                PersistenceAdapter.tableReader(),
                persistence.outcomes(),
                clock);
    }

    ExplainPrediction explainPrediction(ServedModels models) {
        return new ExplainPrediction(persistence.scoringQueries(), models);
    }

    ScoreEntities scoreEntities(ServedModels models) {
        return new ScoreEntities(
                models,
                PersistenceAdapter.tableReader(),
                persistence.inferenceLog(),
                persistence.shadowLog(),
                ids,
                clock,
                Runtime.getRuntime().availableProcessors());
    }

    ScoreBatch scoreBatch(ServedModels models) {
        return new ScoreBatch(
                models, persistence.inferenceLog(), persistence.shadowLog(), ids, clock);
    }

    /// By the secret that is configured, or that the demo made; none at all seals and opens
    /// nothing.
    SecretBox secretBox() {
        var sealing = config.security().sealing();
        var texts = new ArrayList<Secret>();
        if (sealing.present().isSet()) {
            texts.add(new Secret(sealing.present().value()));
        } else if (config.profile() == Config.Profile.DEMO) {
            texts.add(new Secret(folder.secret(TOKEN_SECRET)));
        }
        sealing.earlier().forEach(one -> texts.add(new Secret(one.value())));
        return PersistenceAdapter.secretBox(texts, new SecureRandom());
    }

    private RecordSources recordSources() {
        return PersistenceAdapter.recordSources(config.security().egress());
    }

    public SourceQueries sourceQueries() {
        return persistence.ingestion().sources();
    }

    public ChangeSources changeSources() {
        return new ChangeSources(persistence.ingestion().sources(), secretBox(), clock);
    }

    public TestSource testSource() {
        return new TestSource(persistence.ingestion().sources(), recordSources(), secretBox());
    }

    public PullSource pullSource() {
        return new PullSource(
                persistence.ingestion().sources(),
                recordSources(),
                secretBox(),
                new PageImportByProfile(importRows(), _ -> {}),
                new OwnThread(),
                ids,
                clock);
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            } catch (Exception e) {
                first = first == null ? new IllegalStateException(e) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
