package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.application.identity.AnswerOnce;
import io.holdfast.application.identity.Authenticate;
import io.holdfast.application.identity.ChangePassword;
import io.holdfast.application.identity.ChangeUser;
import io.holdfast.application.identity.CheckPassword;
import io.holdfast.application.identity.ErasePerson;
import io.holdfast.application.identity.ExportPerson;
import io.holdfast.application.identity.IssueApiKey;
import io.holdfast.application.identity.LimitRequests;
import io.holdfast.application.identity.ListSessions;
import io.holdfast.application.identity.PasswordRules;
import io.holdfast.application.identity.RecordAction;
import io.holdfast.application.identity.RegisterUser;
import io.holdfast.application.identity.ResetPassword;
import io.holdfast.application.identity.RevokeApiKey;
import io.holdfast.application.identity.SignIn;
import io.holdfast.application.identity.SignOut;
import io.holdfast.application.models.ChangeRollout;
import io.holdfast.application.models.ListVersions;
import io.holdfast.application.models.ProposeContract;
import io.holdfast.application.models.RegisterContract;
import io.holdfast.application.models.RequestTraining;
import io.holdfast.application.models.RunExperiments;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.SteerRamps;
import io.holdfast.application.models.UploadDataset;
import io.holdfast.application.monitoring.RecordFeedback;
import io.holdfast.application.scoring.ExplainPrediction;
import io.holdfast.application.scoring.ScoreBatch;
import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.application.scoring.SubmitBatch;
import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.AuditTrail;
import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.InMemoryApiKeys;
import io.holdfast.domain.identity.InMemoryAuditTrail;
import io.holdfast.domain.identity.InMemoryCommonPasswords;
import io.holdfast.domain.identity.InMemoryCredentials;
import io.holdfast.domain.identity.InMemoryRateLimiter;
import io.holdfast.domain.identity.InMemorySessions;
import io.holdfast.domain.identity.InMemoryUsers;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHasher;
import io.holdfast.domain.identity.Quota;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.InMemoryPersonalData;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.InMemoryWorkQueue;
import io.holdfast.domain.kernel.Network;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.SequentialIds;
import io.holdfast.domain.kernel.Sha256;
import io.holdfast.domain.models.ContractDocuments;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Dataset;
import io.holdfast.domain.models.InMemoryContractQueries;
import io.holdfast.domain.models.InMemoryDatasets;
import io.holdfast.domain.models.InMemoryFeatureContracts;
import io.holdfast.domain.models.InMemoryModelRegistry;
import io.holdfast.domain.models.InMemoryTrainingJobs;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelQueries;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.SampleModels;
import io.holdfast.domain.models.TrainedModel;
import io.holdfast.domain.models.TrainingJob;
import io.holdfast.domain.models.rollout.ArmQueries;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.InMemoryArmQueries;
import io.holdfast.domain.models.rollout.InMemoryExperiments;
import io.holdfast.domain.models.rollout.InMemoryRollouts;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.monitoring.InMemoryOutcomes;
import io.holdfast.domain.scoring.InMemoryBatchJobs;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.InMemoryShadowLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// The real server on a free port over in-memory ports, with a model for each view, keys, and users
/// whose password is `PASSWORD`.
final class TestServer implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";
    static final String CLIENT_KEY = "client-key";
    static final String ADMIN_KEY = "admin-key";
    static final String EXPIRED_KEY = "expired-key";
    static final String BASIC_KEY = "basic-key";
    static final String PREMIUM_KEY = "premium-key";
    static final String SCRAPE_TOKEN = "scrape-token";
    static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
    static final UUID TRAINING = UUID.fromString("00000000-0000-7000-8000-000000000001");
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    static final int MAX_BODY_BYTES = 2 * 1024 * 1024;
    static final Set<String> BUNDLED = Set.of("telco");
    static final Duration TOKEN_LIFETIME = Duration.ofDays(30);

    /// The clock stands still and the requests of all tests come from one address.
    private static final LimitRequests.Limits WIDE =
            new LimitRequests.Limits(
                    new Quota("auth", Quota.MAX_LIMIT, Duration.ofMinutes(1)),
                    new Quota("predict", Quota.MAX_LIMIT, Duration.ofMinutes(1)),
                    new Quota("predict", Quota.MAX_LIMIT, Duration.ofMinutes(1)),
                    new Quota("default", Quota.MAX_LIMIT, Duration.ofMinutes(1)),
                    new Quota("default", Quota.MAX_LIMIT, Duration.ofMinutes(1)),
                    new Quota("batch", Quota.MAX_LIMIT, Duration.ofMinutes(1)),
                    new Quota("address", Quota.MAX_LIMIT, Duration.ofMinutes(1)));

    final AtomicReference<Instant> now = new AtomicReference<>(START);
    final InstantSource clock = now::get;
    final SequentialIds ids = new SequentialIds();
    final InMemoryTransactions transactions = new InMemoryTransactions();
    final InMemoryUsers users = new InMemoryUsers(transactions);
    final InMemoryApiKeys keys = new InMemoryApiKeys(transactions);
    final InMemorySessions sessions = new InMemorySessions(transactions, users);
    final InMemoryAuditTrail audit = new InMemoryAuditTrail(transactions);
    final InMemoryRateLimiter limiter = new InMemoryRateLimiter(clock);
    final PasswordRules rules = new PasswordRules(new InMemoryCommonPasswords());
    final InMemoryFeatureContracts contracts = new InMemoryFeatureContracts(transactions);
    final ContractDocuments documents = new SampleDocuments();
    final InMemoryModelRegistry registry = new InMemoryModelRegistry(transactions);
    final InMemoryRollouts rollouts = new InMemoryRollouts(transactions);
    final InMemoryShadowLog shadows = new InMemoryShadowLog();
    final InMemoryDatasets datasets = new InMemoryDatasets(transactions);
    final InMemoryBatchJobs batches = new InMemoryBatchJobs(transactions);
    final InMemoryTrainingJobs trainings = new InMemoryTrainingJobs(transactions);
    final InMemoryWorkQueue work = new InMemoryWorkQueue(transactions);
    final InMemoryInferenceLog log = new InMemoryInferenceLog(contracts);
    final InMemoryOutcomes outcomes = new InMemoryOutcomes(transactions, log);
    final InMemoryExperiments experiments = new InMemoryExperiments(transactions);
    final ArmQueries figures = new InMemoryArmQueries(log, outcomes);
    final InMemoryPersonalData notes = new InMemoryPersonalData("notes", transactions);
    final PasswordHasher hasher = new QuickHasher();
    final AccessTokens tokens = new ProviderStub(WebAdapter.accessTokens(SECRET, List.of()));
    final ServedModels models = new ServedModels(rollouts, registry, contracts, TestServer::load);
    final FactsFakes facts = new FactsFakes(this);
    final ImportFakes imports = new ImportFakes(this);
    final IngestionFakes ingestion = new IngestionFakes(this);
    final AnalyticsFakes analytics = new AnalyticsFakes();
    final StoredScoresFakes storedScores = new StoredScoresFakes(this);
    final WebAdapter web;
    final ContractClient client;
    final String agentToken;
    final String adminToken;

    private TestServer(boolean withModel, UnaryOperator<WebAdapter.UseCases> change) {
        this(withModel, change, WebAdapter.Edge.open());
    }

    private TestServer(
            boolean withModel, UnaryOperator<WebAdapter.UseCases> change, WebAdapter.Edge edge) {
        var views = SampleView.all();
        for (int i = 0; i < views.size(); i++) {
            var contract = views.get(i).contract();
            contracts.register(contract);
            if (withModel) {
                register(contract.id(), SampleModels.trained(i));
            }
        }
        models.refresh();
        addKey("shop", CLIENT_KEY, Scope.ofClients(), Instant.MAX);
        addKey("operator", ADMIN_KEY, Set.of(Scope.ADMIN), Instant.MAX);
        addKey("former", EXPIRED_KEY, Set.of(Scope.ADMIN), START);
        addKey("small", BASIC_KEY, Scope.ofClients(), Tier.BASIC, List.of(), Instant.MAX);
        addKey("large", PREMIUM_KEY, Scope.ofClients(), Tier.PREMIUM, List.of(), Instant.MAX);
        agentToken = enter(addUser("agent.one", Role.AGENT));
        adminToken = enter(addUser("admin.one", Role.ADMIN));
        web = WebAdapter.start(settings(edge), change.apply(useCases()));
        client = ContractClient.onPort(web.port());
    }

    static TestServer start() {
        return new TestServer(true, UnaryOperator.identity());
    }

    static TestServer behind(WebAdapter.Edge edge) {
        return new TestServer(true, UnaryOperator.identity(), edge);
    }

    static TestServer withoutModel() {
        return new TestServer(false, UnaryOperator.identity());
    }

    /// As usual, but for the users that are listed.
    static TestServer withUsers(UserQueries queries) {
        return changed(use -> with(use, listing(use, queries), use.modelQueries(), true));
    }

    /// As usual, but for what is told about versions.
    static TestServer withVersions(ModelQueries queries) {
        return changed(use -> with(use, use.identity(), queries, true));
    }

    /// As `withUsers`, and neither the database nor the log is there.
    static TestServer degraded(UserQueries queries) {
        return changed(use -> with(use, listing(use, queries), use.modelQueries(), false));
    }

    /// As usual, but for the audit trail that rows are appended to.
    static TestServer auditedBy(AuditTrail trail) {
        return changed(use -> {
            var identity = use.identity();
            var users = new InMemoryUsers(new InMemoryTransactions());
            return with(
                    use,
                    new WebAdapter.Identity(
                            identity.authenticate(),
                            identity.limitRequests(),
                            identity.registerUser(),
                            identity.signIn(),
                            identity.changeUser(),
                            identity.userQueries(),
                            identity.listSessions(),
                            identity.signOut(),
                            new RecordAction(trail, users, use.ids(), use.clock()),
                            identity.auditQueries(),
                            identity.passwords(),
                            identity.keys(),
                            identity.answerOnce()),
                    use.modelQueries(),
                    true);
        });
    }

    private static WebAdapter.Identity listing(WebAdapter.UseCases use, UserQueries queries) {
        return with(use.identity(), use.identity().limitRequests(), queries);
    }

    private static WebAdapter.Identity with(
            WebAdapter.Identity identity, LimitRequests limits, UserQueries queries) {
        return new WebAdapter.Identity(
                identity.authenticate(),
                limits,
                identity.registerUser(),
                identity.signIn(),
                identity.changeUser(),
                queries,
                identity.listSessions(),
                identity.signOut(),
                identity.recordAction(),
                identity.auditQueries(),
                identity.passwords(),
                identity.keys(),
                identity.answerOnce());
    }

    private static WebAdapter.UseCases with(
            WebAdapter.UseCases use,
            WebAdapter.Identity identity,
            ModelQueries models,
            boolean healthy) {
        return new WebAdapter.UseCases(
                identity,
                use.uploadDataset(),
                use.contracts(),
                use.servedModels(),
                models,
                use.rollouts(),
                use.scoreEntities(),
                use.scoreBatch(),
                use.explainPrediction(),
                use.recordFeedback(),
                use.background(),
                use.privacy(),
                use.facts(),
                use.ingestion(),
                use.analytics(),
                use.storedScores(),
                () -> healthy,
                () -> healthy,
                use.totalCustomers(),
                use.gauges(),
                use.clock(),
                use.ids());
    }

    /// As usual, but for what is let in.
    static TestServer limited(LimitRequests.Limits limits) {
        var limiter = new InMemoryRateLimiter(() -> START);
        return changed(use -> {
            var identity = use.identity();
            var changed =
                    with(identity, new LimitRequests(limiter, limits), identity.userQueries());
            return with(use, changed, use.modelQueries(), true);
        });
    }

    static TestServer changed(UnaryOperator<WebAdapter.UseCases> change) {
        return new TestServer(true, change);
    }

    static WebAdapter.Settings settings() {
        return settings(WebAdapter.Edge.open());
    }

    private static WebAdapter.Settings settings(WebAdapter.Edge edge) {
        return new WebAdapter.Settings(
                "127.0.0.1",
                0,
                "test",
                "0.1.0",
                MAX_BODY_BYTES,
                List.of("https://console.example.com"),
                false,
                Duration.ofSeconds(5),
                SCRAPE_TOKEN,
                edge);
    }

    WebAdapter.UseCases useCases() {
        return new WebAdapter.UseCases(
                identity(),
                new UploadDataset(
                        transactions,
                        contracts,
                        datasets,
                        new SampleTableReader(),
                        sha256(),
                        ids,
                        clock),
                new WebAdapter.Contracts(
                        new ProposeContract(
                                contracts, new SampleTableReader(), documents, BUNDLED, 2),
                        new RegisterContract(transactions, contracts, documents, BUNDLED),
                        new InMemoryContractQueries(contracts, documents)),
                models,
                registry,
                rolloutUseCases(),
                new ScoreEntities(models, new SampleTableReader(), log, shadows, ids, clock, 2),
                new ScoreBatch(models, log, shadows, ids, clock),
                new ExplainPrediction(log, models),
                new RecordFeedback(
                        transactions, contracts, new SampleTableReader(), outcomes, clock),
                new WebAdapter.Background(
                        new SubmitBatch(transactions, models, batches, work, ids, clock),
                        batches,
                        new RequestTraining(transactions, datasets, trainings, work, ids, clock),
                        trainings),
                privacy(),
                facts.useCases(),
                ingestion.useCases(),
                analytics.useCases(),
                storedScores.useCases(),
                () -> true,
                () -> true,
                () -> 7_043,
                Map.of("database_pool_active", () -> 3),
                clock,
                ids);
    }

    private WebAdapter.Privacy privacy() {
        List<PersonalData> data = List.of(notes);
        return new WebAdapter.Privacy(
                new ExportPerson(users, data),
                new ErasePerson(transactions, users, sessions, data, ids, clock));
    }

    private WebAdapter.Identity identity() {
        var checkPassword = new CheckPassword(users, sessions, limiter, hasher, ids, clock);
        return new WebAdapter.Identity(
                new Authenticate(
                        new InMemoryCredentials(keys, sessions, users),
                        users,
                        keys,
                        tokens,
                        sha256(),
                        ids,
                        clock),
                new LimitRequests(limiter, WIDE),
                new RegisterUser(transactions, users, rules, hasher, ids, clock),
                new SignIn(
                        transactions,
                        checkPassword,
                        users,
                        sessions,
                        hasher,
                        tokens,
                        TOKEN_LIFETIME,
                        ids,
                        clock),
                new ChangeUser(transactions, users, sessions, clock),
                users,
                new ListSessions(users, sessions, clock),
                new SignOut(transactions, users, sessions, clock),
                new RecordAction(audit, users, ids, clock),
                audit,
                new WebAdapter.Passwords(
                        new ChangePassword(
                                transactions, checkPassword, rules, users, sessions, hasher, clock),
                        new ResetPassword(
                                transactions, users, sessions, hasher, clock, new Random(5))),
                new WebAdapter.Keys(
                        keys,
                        new IssueApiKey(transactions, keys, sha256(), ids, clock, new Random(6)),
                        new RevokeApiKey(transactions, keys)),
                new AnswerOnce(
                        transactions,
                        new SampleKeptAnswers(transactions),
                        sha256(),
                        "secret",
                        clock));
    }

    private WebAdapter.Rollouts rolloutUseCases() {
        var changeRollout =
                new ChangeRollout(
                        transactions, rollouts, registry, contracts, TestServer::load, ids, clock);
        return new WebAdapter.Rollouts(
                new ListVersions(registry, contracts, rollouts),
                changeRollout,
                new SteerRamps(rollouts, figures, changeRollout, clock),
                new RunExperiments(
                        transactions,
                        experiments,
                        rollouts,
                        figures,
                        (_, _) -> 1.0,
                        changeRollout,
                        ids,
                        clock),
                rollouts,
                experiments);
    }

    private static ModelLoader.Outcome load(byte[] artefact) {
        return new ModelLoader.Outcome.Loaded(modelIn(artefact));
    }

    /// A further version of a view's contract, which answers nobody yet.
    void addVersion(String contractName) {
        var views = SampleView.all();
        for (int i = 0; i < views.size(); i++) {
            var id = views.get(i).contract().id();
            if (id.name().equals(contractName)) {
                registry.register(id, SampleModels.trained(i), START);
            }
        }
    }

    /// A first version, in production.
    void register(ContractId contract, TrainedModel model) {
        var version = registry.register(contract, model, START);
        rollouts.save(
                new Deployment(
                        ids.next(),
                        Deployment.Kind.REGISTERED,
                        new Deployment.Before.Nothing(),
                        Rollout.first(contract, version.number(), "salt"),
                        "test",
                        "the first version",
                        START));
    }

    /// The artefact of the nth trained sample stands for the nth view's model, and one more for a
    /// model of the contract `own`.
    private static SampleModel modelIn(byte[] artefact) {
        int number =
                Integer.parseInt(
                        new String(artefact, StandardCharsets.UTF_8).replaceAll("\\D", ""));
        var views = SampleView.all();
        return number < views.size()
                ? views.get(number).model()
                : new SampleModel(new ContractId("own", 1), -1, 0.01, 0.5, 0.3);
    }

    /// An approved user.
    User addUser(String name, Role role) {
        var user =
                new User(
                        ids.next(),
                        new Username(name),
                        new Credential.Chosen(hasher.hash(new Password(PASSWORD))),
                        role,
                        true,
                        false,
                        START,
                        0);
        users.insert(user);
        return user;
    }

    /// An approved agent whom an identity provider vouches for; `external:` and the name is a
    /// token.
    User addExternal(String name) {
        var user =
                new User(
                        ids.next(),
                        new Username(name),
                        new Credential.External(ProviderStub.ISSUER, name),
                        Role.AGENT,
                        true,
                        false,
                        START,
                        0);
        users.insert(user);
        return user;
    }

    /// The session of a token of ours.
    UUID authenticated(String token) {
        return ((AccessTokens.Verified.Genuine) tokens.verify(token, clock.instant())).session();
    }

    /// A key that opens what clients may.
    void addKey(String holder, String text) {
        addKey(holder, text, Scope.ofClients(), Instant.MAX);
    }

    /// A dataset of the contract `telco`.
    Dataset addDataset() {
        var outcome =
                useCases()
                        .uploadDataset()
                        .upload(
                                new UploadDataset.Command(
                                        "telco",
                                        "t.csv",
                                        "id,charge,plan,paperless,left\nc1,70,basic,1,Yes\n"
                                                .getBytes(StandardCharsets.UTF_8),
                                        "admin.one"));
        return ((UploadDataset.Outcome.Stored) outcome).dataset();
    }

    /// A training that waits, `TRAINING`.
    TrainingJob addTraining() {
        var job = training(TRAINING);
        assertThat(trainings.add(job, RequestTraining.MAX_OPEN)).isTrue();
        return job;
    }

    /// As many trainings as may wait.
    void fillTrainings() {
        while (trainings.add(training(ids.next()), RequestTraining.MAX_OPEN)) {
            // One more.
        }
    }

    private TrainingJob training(UUID id) {
        return new TrainingJob(
                id,
                "telco",
                new UUID(0x7000L, 2),
                ModelTrainer.Plan.standard(),
                "admin.one",
                clock.instant(),
                new TrainingJob.State.Queued());
    }

    /// The token of a session that begins at `START`.
    String enter(User user) {
        var session =
                new Session(
                        ids.next(), user.id(), START, START.plus(TOKEN_LIFETIME), "192.0.2.7", "");
        assertThat(sessions.begin(session)).isEqualTo(new Sessions.Beginning.Begun());
        return tokens.issue(session);
    }

    void addKey(String holder, String text, Set<Scope> scopes, Instant expiresAt) {
        addKey(holder, text, scopes, Tier.INTERNAL, List.of(), expiresAt);
    }

    /// @param networks from where the key may be used; empty for everywhere
    void addKey(
            String holder,
            String text,
            Set<Scope> scopes,
            Tier tier,
            List<Network> networks,
            Instant expiresAt) {
        var key =
                new ApiKey(
                        ids.next(),
                        holder,
                        sha256().hex(text.getBytes(StandardCharsets.UTF_8)),
                        scopes,
                        tier,
                        networks,
                        clock.instant(),
                        expiresAt);
        assertThat(keys.insert(key)).isEqualTo(new ApiKeys.Insertion.Inserted());
    }

    private static Sha256 sha256() {
        return content -> {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(content);
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    ContractClient.Call asAgent(String method, String path) {
        return client.call(method, path).key(CLIENT_KEY).bearer(agentToken);
    }

    ContractClient.Call asAdmin(String method, String path) {
        return client.call(method, path).key(CLIENT_KEY).bearer(adminToken);
    }

    @Override
    public void close() {
        client.close();
        web.close();
    }
}
