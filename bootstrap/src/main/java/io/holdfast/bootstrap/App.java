package io.holdfast.bootstrap;

import io.holdfast.adapters.ml.MlAdapter;
import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.identity.AnswerOnce;
import io.holdfast.application.identity.Authenticate;
import io.holdfast.application.identity.ChangePassword;
import io.holdfast.application.identity.ChangeUser;
import io.holdfast.application.identity.CheckPassword;
import io.holdfast.application.identity.EnsureAdmin;
import io.holdfast.application.identity.ErasePerson;
import io.holdfast.application.identity.ExportPerson;
import io.holdfast.application.identity.IssueApiKey;
import io.holdfast.application.identity.KeepConfiguredKey;
import io.holdfast.application.identity.LimitRequests;
import io.holdfast.application.identity.ListSessions;
import io.holdfast.application.identity.PasswordRules;
import io.holdfast.application.identity.RecordAction;
import io.holdfast.application.identity.RegisterUser;
import io.holdfast.application.identity.ResetPassword;
import io.holdfast.application.identity.RevokeApiKey;
import io.holdfast.application.identity.SignIn;
import io.holdfast.application.identity.SignOut;
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
import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.ApiKeyQueries;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.AuditQueries;
import io.holdfast.domain.identity.CommonPasswords;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.UserQueries;
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
import java.nio.charset.StandardCharsets;
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

    private static final String JWT_SECRET = "secret.key";
    private static final int LOG_GROUP_MAX = 1_000;

    private final Config config;
    private final Clock clock;
    private final IdSource ids;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final DataFolder folder;
    private final PersistenceAdapter persistence;
    private final MessageDigestSha256 sha256 = new MessageDigestSha256();

    /// One for all: it bounds how many hashes are computed at once.
    private final PasswordHasher passwordHasher =
            WebAdapter.passwordHasher(Runtime.getRuntime().availableProcessors());

    private final CommonPasswords commonPasswords = WebAdapter.commonPasswords();

    private App(Config config, Clock clock, Ownership ownership) {
        this.config = config;
        this.clock = clock;
        this.ids = new UuidSource(clock);
        this.folder = DataFolder.at(config.dataDir());
        opened.push(folder);
        try {
            persistence = PersistenceAdapter.open(database(ownership), clock);
            opened.push(persistence);
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

    PersistenceAdapter persistence() {
        return persistence;
    }

    IdSource ids() {
        return ids;
    }

    public UserQueries userQueries() {
        return persistence.identity().userQueries();
    }

    public ApiKeyQueries apiKeyQueries() {
        return persistence.identity().apiKeyQueries();
    }

    public ApiKeys apiKeys() {
        return persistence.identity().apiKeys();
    }

    public AuditQueries auditQueries() {
        return persistence.identity().auditQueries();
    }

    public RecordAction recordAction() {
        return new RecordAction(
                persistence.identity().auditTrail(), persistence.identity().users(), ids, clock);
    }

    public Datasets datasets() {
        return persistence.datasets();
    }

    public PasswordHasher passwordHasher() {
        return passwordHasher;
    }

    public RegisterUser registerUser() {
        return new RegisterUser(
                persistence.transactions(),
                persistence.identity().users(),
                passwordRules(),
                passwordHasher(),
                ids,
                clock);
    }

    public ChangeUser changeUser() {
        return new ChangeUser(
                persistence.transactions(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                clock);
    }

    public ExportPerson exportPerson() {
        return new ExportPerson(persistence.identity().users(), persistence.personalData());
    }

    public ErasePerson erasePerson() {
        return new ErasePerson(
                persistence.transactions(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                persistence.personalData(),
                ids,
                clock);
    }

    public AnswerOnce answerOnce() {
        return new AnswerOnce(
                persistence.transactions(),
                persistence.identity().keptAnswers(),
                sha256,
                tokenSecret(),
                clock);
    }

    public EnsureAdmin ensureAdmin() {
        return new EnsureAdmin(
                persistence.transactions(),
                persistence.identity().users(),
                passwordHasher(),
                ids,
                clock);
    }

    public IssueApiKey issueApiKey() {
        return new IssueApiKey(
                persistence.transactions(),
                persistence.identity().apiKeys(),
                sha256,
                ids,
                clock,
                new SecureRandom());
    }

    public RevokeApiKey revokeApiKey() {
        return new RevokeApiKey(persistence.transactions(), persistence.identity().apiKeys());
    }

    public ResetPassword resetPassword() {
        return new ResetPassword(
                persistence.transactions(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                passwordHasher(),
                clock,
                new SecureRandom());
    }

    public SignOut signOut() {
        return new SignOut(
                persistence.transactions(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                clock);
    }

    ChangePassword changePassword() {
        return new ChangePassword(
                persistence.transactions(),
                checkPassword(),
                passwordRules(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                passwordHasher(),
                clock);
    }

    KeepConfiguredKey keepConfiguredKey() {
        return new KeepConfiguredKey(
                persistence.transactions(), persistence.identity().apiKeys(), sha256, ids, clock);
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

    private PasswordRules passwordRules() {
        return new PasswordRules(commonPasswords);
    }

    private CheckPassword checkPassword() {
        return new CheckPassword(
                persistence.identity().users(),
                persistence.identity().sessions(),
                persistence.identity().rateLimiter(),
                passwordHasher(),
                ids,
                clock);
    }

    LimitRequests limitRequests() {
        return new LimitRequests(persistence.identity().rateLimiter(), config.limits());
    }

    SignIn signIn(AccessTokens tokens) {
        return new SignIn(
                persistence.transactions(),
                checkPassword(),
                persistence.identity().users(),
                persistence.identity().sessions(),
                passwordHasher(),
                tokens,
                config.security().tokenLifetime(),
                ids,
                clock);
    }

    Authenticate authenticate(AccessTokens tokens) {
        return new Authenticate(
                persistence.identity().credentials(),
                persistence.identity().users(),
                persistence.identity().keyUsage(),
                tokens,
                sha256,
                ids,
                clock);
    }

    /// By the secret that is configured, or that the demo made; none at all seals and opens
    /// nothing.
    SecretBox secretBox() {
        var sealing = config.security().sealing();
        var texts = new ArrayList<Secret>();
        if (sealing.present().isSet()) {
            texts.add(new Secret(sealing.present().value()));
        } else if (config.profile() == Config.Profile.DEMO) {
            texts.add(new Secret(folder.secret(JWT_SECRET)));
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
                ids,
                clock);
    }

    /// Signed as configured; the demo makes a secret and keeps it in its folder.
    AccessTokens accessTokens() {
        var own =
                switch (config.security().signing()) {
                    case Config.Signing.BySecret(var _, var earlier) ->
                            WebAdapter.accessTokens(
                                    bytes(tokenSecret()),
                                    earlier.stream().map(one -> bytes(one.value())).toList());
                    case Config.Signing.ByPrivateKey(var algorithm, var pem) ->
                            WebAdapter.accessTokens(algorithm, pem.value());
                };
        return switch (config.security().provider()) {
            case Config.Provider.None() -> own;
            case Config.Provider.Trusted(var issuer, var audience, var usernameClaim) ->
                    WebAdapter.withProvider(own, issuer, audience, usernameClaim);
        };
    }

    /// What tokens are signed with; the same on every node.
    private String tokenSecret() {
        return switch (config.security().signing()) {
            case Config.Signing.BySecret(var present, var _) ->
                    present.isSet() ? present.value() : folder.secret(JWT_SECRET);
            case Config.Signing.ByPrivateKey(var _, var pem) -> pem.value();
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    ListSessions listSessions() {
        return new ListSessions(
                persistence.identity().users(), persistence.identity().sessionQueries(), clock);
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
