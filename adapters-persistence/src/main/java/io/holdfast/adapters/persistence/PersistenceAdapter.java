package io.holdfast.adapters.persistence;

import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.adapters.persistence.analytics.CachedAnalyticsQueries;
import io.holdfast.adapters.persistence.analytics.JdbcAnalyticsQueries;
import io.holdfast.adapters.persistence.analytics.JdbcProfileRuns;
import io.holdfast.adapters.persistence.analytics.PersonalProfiles;
import io.holdfast.adapters.persistence.customers.JdbcCustomerQueries;
import io.holdfast.adapters.persistence.customers.JdbcFactLoads;
import io.holdfast.adapters.persistence.customers.PersonalFacts;
import io.holdfast.adapters.persistence.identity.AgedAuditEvents;
import io.holdfast.adapters.persistence.identity.Bucket4jRateLimiter;
import io.holdfast.adapters.persistence.identity.BufferedKeyUsage;
import io.holdfast.adapters.persistence.identity.CachedCredentials;
import io.holdfast.adapters.persistence.identity.IdentityMemory;
import io.holdfast.adapters.persistence.identity.JdbcApiKeys;
import io.holdfast.adapters.persistence.identity.JdbcAuditTrail;
import io.holdfast.adapters.persistence.identity.JdbcKeptAnswers;
import io.holdfast.adapters.persistence.identity.JdbcSessions;
import io.holdfast.adapters.persistence.identity.JpaUsers;
import io.holdfast.adapters.persistence.identity.PersonalAccounts;
import io.holdfast.adapters.persistence.ingestion.CsvRows;
import io.holdfast.adapters.persistence.ingestion.CsvTableReader;
import io.holdfast.adapters.persistence.ingestion.FileRows;
import io.holdfast.adapters.persistence.ingestion.FileUploads;
import io.holdfast.adapters.persistence.ingestion.JdbcImportProfiles;
import io.holdfast.adapters.persistence.ingestion.JdbcImportRuns;
import io.holdfast.adapters.persistence.ingestion.JdbcRecordValues;
import io.holdfast.adapters.persistence.ingestion.PersonalImports;
import io.holdfast.adapters.persistence.ingestion.ProfileJson;
import io.holdfast.adapters.persistence.ingestion.quality.JdbcQualityReports;
import io.holdfast.adapters.persistence.ingestion.source.JdbcRecordSources;
import io.holdfast.adapters.persistence.ingestion.source.JdbcSources;
import io.holdfast.adapters.persistence.ingestion.source.PersonalSources;
import io.holdfast.adapters.persistence.models.BundledContracts;
import io.holdfast.adapters.persistence.models.ContractJson;
import io.holdfast.adapters.persistence.models.JdbcContractQueries;
import io.holdfast.adapters.persistence.models.JdbcDatasets;
import io.holdfast.adapters.persistence.models.JdbcFeatureContracts;
import io.holdfast.adapters.persistence.models.JdbcTrainingJobs;
import io.holdfast.adapters.persistence.models.JpaModelRegistry;
import io.holdfast.adapters.persistence.models.JsonContractDocuments;
import io.holdfast.adapters.persistence.models.PersonalTables;
import io.holdfast.adapters.persistence.models.rollout.JdbcArmQueries;
import io.holdfast.adapters.persistence.models.rollout.JdbcExperiments;
import io.holdfast.adapters.persistence.models.rollout.JdbcRollouts;
import io.holdfast.adapters.persistence.models.rollout.PersonalChanges;
import io.holdfast.adapters.persistence.monitoring.JdbcOutcomes;
import io.holdfast.adapters.persistence.monitoring.PersonalOutcomes;
import io.holdfast.adapters.persistence.notifications.JdbcOutbox;
import io.holdfast.adapters.persistence.notifications.PersonalMessages;
import io.holdfast.adapters.persistence.scoring.BatchedShadowLog;
import io.holdfast.adapters.persistence.scoring.GroupCommitLog;
import io.holdfast.adapters.persistence.scoring.JdbcBatchJobs;
import io.holdfast.adapters.persistence.scoring.JdbcCustomerScoreQueries;
import io.holdfast.adapters.persistence.scoring.JdbcCustomerScores;
import io.holdfast.adapters.persistence.scoring.JdbcDashboardQueries;
import io.holdfast.adapters.persistence.scoring.JdbcScoringQueries;
import io.holdfast.adapters.persistence.scoring.JdbcStoredFeatures;
import io.holdfast.adapters.persistence.scoring.PersonalCustomerScores;
import io.holdfast.adapters.persistence.scoring.PersonalScores;
import io.holdfast.adapters.persistence.secrets.AesSecretBox;
import io.holdfast.adapters.persistence.work.BackgroundLanes;
import io.holdfast.adapters.persistence.work.JdbcWorkQueue;
import io.holdfast.domain.analytics.AnalyticsQueries;
import io.holdfast.domain.analytics.ProfileRuns;
import io.holdfast.domain.customers.CustomerQueries;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.identity.ApiKeyQueries;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.AuditQueries;
import io.holdfast.domain.identity.AuditTrail;
import io.holdfast.domain.identity.Credentials;
import io.holdfast.domain.identity.KeyUsage;
import io.holdfast.domain.identity.RateLimiter;
import io.holdfast.domain.identity.SessionQueries;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.ingestion.ImportProfileDocuments;
import io.holdfast.domain.ingestion.ImportProfiles;
import io.holdfast.domain.ingestion.ImportRuns;
import io.holdfast.domain.ingestion.RecordValues;
import io.holdfast.domain.ingestion.RowSource;
import io.holdfast.domain.ingestion.Uploads;
import io.holdfast.domain.ingestion.quality.QualityReports;
import io.holdfast.domain.ingestion.source.RecordSources;
import io.holdfast.domain.ingestion.source.Sources;
import io.holdfast.domain.kernel.Egress;
import io.holdfast.domain.kernel.KeptAnswers;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.Retained;
import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.kernel.SecretBox;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.ContractDocuments;
import io.holdfast.domain.models.ContractQueries;
import io.holdfast.domain.models.Datasets;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.TableReader;
import io.holdfast.domain.models.TrainingJobs;
import io.holdfast.domain.models.rollout.ArmQueries;
import io.holdfast.domain.models.rollout.Experiments;
import io.holdfast.domain.models.rollout.Rollouts;
import io.holdfast.domain.monitoring.Outcomes;
import io.holdfast.domain.notifications.Outbox;
import io.holdfast.domain.scoring.BatchJobs;
import io.holdfast.domain.scoring.CustomerScoreQueries;
import io.holdfast.domain.scoring.CustomerScores;
import io.holdfast.domain.scoring.DashboardQueries;
import io.holdfast.domain.scoring.InferenceLog;
import io.holdfast.domain.scoring.ScoringQueries;
import io.holdfast.domain.scoring.ShadowLog;
import io.holdfast.domain.scoring.StoredFeatures;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;

/// The domain's ports on one PostgreSQL database: the module's entry, and all that others see of
/// it.
public final class PersistenceAdapter implements AutoCloseable {

    /// @param jdbcUrl `jdbc:postgresql://host:port/database`
    /// @param poolSize connections at most, beside one that the inference log has for itself, one
    ///   on which changes are told, four for the rate limits, and three for the schedulers where
    ///   the node takes part in the background work
    public record Settings(
            String jdbcUrl, String user, String password, int poolSize, InferenceLogSettings log) {

        public Settings {
            if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException("the database URL begins with jdbc:postgresql:");
            }
            if (poolSize < 1) {
                throw new IllegalArgumentException("the pool holds at least 1 connection");
            }
        }

        @Override
        public String toString() {
            return "Settings[hidden]";
        }
    }

    /// @param queueCapacity predictions that may wait to be committed; an append that does not fit
    ///   is refused
    /// @param groupMax predictions in one commit
    /// @param async whether an append returns once its predictions are queued: faster, but a crash
    ///   loses what was acknowledged and not yet committed
    public record InferenceLogSettings(int queueCapacity, int groupMax, boolean async) {

        public static InferenceLogSettings standard() {
            return new InferenceLogSettings(10_000, 1_000, false);
        }
    }

    /// A figure of now, for the metrics. Names are in snake case without a prefix.
    public record Gauge(String name, String description, DoubleSupplier value) {}

    /// How one kind of work is done. Both may be called again for work that was begun or ended, and
    /// by two nodes at once.
    ///
    /// @param run does the work with this id; what it throws lets it be tried again later, after a
    ///   pause that grows to a minute. The thread is interrupted when the node stops.
    /// @param giveUp says that the work was tried 20 times and will not be done
    public record Work(Consumer<UUID> run, Consumer<UUID> giveUp) {}

    /// Work that comes again after a pause, on one node at a time. What it throws is logged.
    ///
    /// @param name in snake case; nodes know it by this
    public record Recurring(String name, Duration every, Runnable work) {}

    /// @param batchThreads batches at once on this node
    /// @param trainingThreads trainings at once on this node
    /// @param importThreads imports at once on this node
    /// @param shutdownGrace how long running work may go on when the node stops, and as long again
    ///   after it was interrupted
    public record BackgroundSettings(
            int batchThreads, int trainingThreads, int importThreads, Duration shutdownGrace) {

        public BackgroundSettings {
            if (batchThreads < 1 || trainingThreads < 1 || importThreads < 1) {
                throw new IllegalArgumentException("every kind of work has at least 1 thread");
            }
        }

        public static BackgroundSettings standard() {
            return new BackgroundSettings(2, 1, 1, Duration.ofSeconds(3));
        }
    }

    /// This node's share in the background work. Closing it stops taking work, and interrupts what
    /// runs: it is done by another node, or after the next start.
    @FunctionalInterface
    public interface Background extends AutoCloseable {
        @Override
        void close();
    }

    /// The database cannot be used; the message says why and what to look at, without secrets.
    public static final class CannotOpenException extends RuntimeException {

        CannotOpenException(String message) {
            super(message);
        }

        CannotOpenException(String message, Throwable cause) {
            super(message, cause);
        }

        static CannotOpenException of(SQLException cause) {
            var state = Objects.requireNonNullElse(cause.getSQLState(), "");
            var reason =
                    switch (state) {
                        case "28P01", "28000" -> "it refuses this user or password";
                        case "3D000" -> "there is no such database on the server";
                        case "08001", "08004", "08006" -> "nothing answers at this address";
                        default -> "error " + state;
                    };
            return new CannotOpenException(
                    "the database cannot be opened: " + reason + " (" + cause.getMessage() + ")",
                    cause);
        }
    }

    /// Something that goes on until it is closed.
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /// The ports of `identity`, and the answers kept for callers.
    public record Identity(
            Users users,
            UserQueries userQueries,
            Sessions sessions,
            SessionQueries sessionQueries,
            ApiKeys apiKeys,
            ApiKeyQueries apiKeyQueries,
            Credentials credentials,
            KeyUsage keyUsage,
            RateLimiter rateLimiter,
            AuditTrail auditTrail,
            AuditQueries auditQueries,
            KeptAnswers keptAnswers) {

        static Identity on(
                Database database,
                IdentityMemory memory,
                KeyUsage keyUsage,
                RateLimiter rateLimiter) {
            var users = new JpaUsers(database, memory);
            var sessions = new JdbcSessions(database, memory);
            var apiKeys = new JdbcApiKeys(database, memory);
            var audit = new JdbcAuditTrail(database);
            return new Identity(
                    users,
                    users,
                    sessions,
                    sessions,
                    apiKeys,
                    apiKeys,
                    new CachedCredentials(database, apiKeys, sessions, users, memory),
                    keyUsage,
                    rateLimiter,
                    audit,
                    audit,
                    new JdbcKeptAnswers(database));
        }
    }

    /// What is kept for a time only, by what it is.
    public record Retention(
            Retained predictions,
            Retained shadowScores,
            Retained outcomes,
            Retained batches,
            Retained messages,
            Retained trainings,
            Retained sessions,
            Retained auditEvents,
            Retained events,
            Retained scoreRuns,
            Retained quarantinedFacts,
            Retained erasures,
            Retained imports) {

        /// Results that go with a batch, for the most part.
        private static final int BATCH_WEIGHT = 100;

        /// Rejections that go with an import; few have as many.
        private static final int IMPORT_WEIGHT = 1_000;

        static Retention on(Database database, AuditTrail auditTrail) {
            return new Retention(
                    new AgedMonths(database, "predictions", "answered_at"),
                    new AgedRows(database, "shadow_scores", "shadow_predictions", "answered_at"),
                    new AgedRows(database, "outcomes", "outcomes", "recorded_at"),
                    new AgedRows(database, "batches", "batches", "ended_at", BATCH_WEIGHT),
                    new AgedRows(database, "messages", "outbox", "delivered_at"),
                    new AgedRows(database, "trainings", "training_jobs", "ended_at"),
                    new AgedRows(
                            database,
                            "sessions",
                            "sessions",
                            "least(coalesce(ended_at, expires_at), expires_at)"),
                    new AgedAuditEvents(auditTrail),
                    new AgedMonths(database, "events", "occurred_at"),
                    new AgedRows(database, "score_runs", "score_runs", "ended_at"),
                    new AgedRows(database, "quarantined_facts", "quarantined_facts", "since"),
                    new AgedRows(database, "erasures", "erasures", "erased_at"),
                    new AgedRows(database, "imports", "imports", "ended_at", IMPORT_WEIGHT));
        }
    }

    /// The ports of `customers`.
    ///
    /// @param partitionsAhead makes room for the events of the next months; to be run once a day
    public record Facts(FactLoads loads, CustomerQueries customers, Runnable partitionsAhead) {
        static Facts on(Database database, InstantSource clock) {
            var loads = new JdbcFactLoads(database, clock);
            return new Facts(loads, new JdbcCustomerQueries(database), loads::makePartitionsAhead);
        }
    }

    /// The ports of `ingestion`.
    public record Ingestion(
            ImportRuns importRuns,
            ImportProfiles importProfiles,
            RecordValues recordValues,
            QualityReports qualityReports,
            Sources sources) {
        static Ingestion on(Database database, InstantSource clock) {
            return new Ingestion(
                    new JdbcImportRuns(database, clock),
                    new JdbcImportProfiles(database, new ProfileJson()),
                    new JdbcRecordValues(database),
                    new JdbcQualityReports(database),
                    new JdbcSources(database));
        }
    }

    /// @param hits answers that were given without computing them, since the start
    /// @param misses answers that were computed
    public record RememberedAnswers(
            AnalyticsQueries queries, LongSupplier hits, LongSupplier misses) {}

    /// The ports of `analytics`.
    public static final class Analytics {

        /// An answer that cannot be had fresh is given again for so long.
        private static final Duration STALE_MAX = Duration.ofDays(1);

        private final Settings settings;
        private final Database database;
        private final ChannelListener channels;
        private final InstantSource clock;

        private Analytics(
                Settings settings,
                Database database,
                ChannelListener channels,
                InstantSource clock) {
            this.settings = settings;
            this.database = database;
            this.channels = channels;
            this.clock = clock;
        }

        /// Computes every answer.
        ///
        /// @param ticketCost what a support ticket costs, in the currency of the orders
        public AnalyticsQueries queries(BigDecimal ticketCost) {
            return new JdbcAnalyticsQueries(database, ticketCost, clock);
        }

        /// Remembers answers until a refresh or an erasure by any node. One for a node: each has a
        /// memory of its own.
        ///
        /// @param timeToLive for how long an answer is given again
        /// @param oldAfter the age of kept profiles from which on they are said to be stale
        public RememberedAnswers remembering(
                BigDecimal ticketCost, Duration timeToLive, Duration oldAfter) {
            var cached =
                    new CachedAnalyticsQueries(
                            queries(ticketCost),
                            new CachedAnalyticsQueries.Times(timeToLive, oldAfter, STALE_MAX),
                            clock,
                            System::nanoTime);
            channels.subscribe(CachedAnalyticsQueries.CHANNEL, cached);
            return new RememberedAnswers(cached, cached::hits, cached::misses);
        }

        public ProfileRuns profileRuns() {
            return new JdbcProfileRuns(database, () -> Connections.plain(settings), clock);
        }
    }

    /// What `scoring` reads and keeps of stored customers.
    public record StoredScores(
            StoredFeatures features,
            CustomerScores scores,
            CustomerScoreQueries queries,
            DashboardQueries dashboard) {
        static StoredScores on(
                Database database,
                JdbcStoredFeatures.Connections pool,
                FeatureContracts contracts) {
            return new StoredScores(
                    new JdbcStoredFeatures(database, pool, contracts),
                    new JdbcCustomerScores(database),
                    new JdbcCustomerScoreQueries(database, contracts),
                    new JdbcDashboardQueries(database));
        }
    }

    private static final int REACHABLE_SECONDS_MAX = 2;

    private final Settings settings;
    private final InstantSource clock;
    private final HikariDataSource pool;
    private final HikariDataSource logPool;
    private final HikariDataSource limitsPool;
    private final Bucket4jRateLimiter rateLimiter;
    private final SessionFactory sessions;
    private final Database database;
    private final ChannelListener channels;
    private final IdentityMemory memory = new IdentityMemory(System::nanoTime);
    private final BufferedKeyUsage keyUsage;
    private final Identity identity;
    private final FeatureContracts featureContracts;
    private final ContractQueries contractQueries;
    private final Datasets datasets;
    private final ModelRegistry modelRegistry;
    private final GroupCommitLog inferenceLog;
    private final ScoringQueries scoringQueries;
    private final BatchJobs batchJobs;
    private final TrainingJobs trainingJobs;
    private final Outbox outbox;
    private final WorkQueue workQueue;
    private final BatchedShadowLog shadowLog;
    private final Rollouts rollouts;
    private final Experiments experiments;
    private final ArmQueries armQueries;
    private final Outcomes outcomes;
    private final Facts facts;
    private final Ingestion ingestion;
    private final Analytics analytics;
    private final StoredScores storedScores;
    private final List<Subscription> listeners = new CopyOnWriteArrayList<>();

    private PersistenceAdapter(Settings settings, InstantSource clock, OpenDatabase opened) {
        this.settings = settings;
        this.clock = clock;
        pool = opened.pool();
        logPool = opened.logPool();
        sessions = opened.sessions();
        inferenceLog = opened.inferenceLog();
        database = new Database(pool, sessions);
        limitsPool = Connections.forLimits(settings);
        rateLimiter = new Bucket4jRateLimiter(limitsPool, clock);
        keyUsage = new BufferedKeyUsage(pool::getConnection);
        identity = Identity.on(database, memory, keyUsage, rateLimiter);
        featureContracts = new JdbcFeatureContracts(database, new ContractJson());
        contractQueries = new JdbcContractQueries(database, new ContractJson());
        datasets = new JdbcDatasets(database);
        modelRegistry = new JpaModelRegistry(database);
        scoringQueries = new JdbcScoringQueries(database, featureContracts);
        batchJobs = new JdbcBatchJobs(database);
        trainingJobs = new JdbcTrainingJobs(database);
        outbox = new JdbcOutbox(database);
        workQueue = new JdbcWorkQueue(database, clock);
        rollouts = new JdbcRollouts(database);
        experiments = new JdbcExperiments(database);
        armQueries = new JdbcArmQueries(database);
        outcomes = new JdbcOutcomes(database);
        facts = Facts.on(database, clock);
        ingestion = Ingestion.on(database, clock);
        storedScores = StoredScores.on(database, pool::getConnection, featureContracts);
        shadowLog = new BatchedShadowLog(pool::getConnection, clock);
        shadowLog.start();
        keyUsage.start();
        channels =
                ChannelListener.start(
                        () -> Connections.forListening(settings),
                        List.of(
                                JdbcRollouts.CHANNEL,
                                IdentityMemory.CHANNEL,
                                CachedAnalyticsQueries.CHANNEL),
                        System::nanoTime);
        channels.subscribe(IdentityMemory.CHANNEL, memory);
        analytics = new Analytics(settings, database, channels, clock);
    }

    /// Migrates the database, checks it against this release, and opens it.
    ///
    /// @throws CannotOpenException when the server does not answer, refuses the user, is too old,
    ///   or holds another schema than this release expects
    public static PersistenceAdapter open(Settings settings, InstantSource clock) {
        return new PersistenceAdapter(settings, clock, OpenDatabase.open(settings, clock));
    }

    /// Only brings the database to this release's schema.
    ///
    /// @throws CannotOpenException as `open` does
    public static void migrateOnly(Settings settings) {
        new Migrations(settings).run();
    }

    /// Reads comma-separated files; needs no database.
    public static TableReader tableReader() {
        return new CsvTableReader();
    }

    /// Reads a comma-separated file row by row, its header at once; needs no database. Closing it
    /// closes `content`.
    public static RowStream rowStream(InputStream content) {
        return new CsvRows(content);
    }

    /// Reads a file in any layout and encoding that a profile can name, packed or not; needs no
    /// database. It has to be there whenever it is opened.
    public static RowSource rowSource(Path file) {
        return new FileRows(() -> Files.newInputStream(file));
    }

    /// Files that were sent, in a folder; needs no database.
    ///
    /// @param roomBytes of all files together
    public static Uploads uploads(Path folder, long roomBytes) {
        return new FileUploads(folder, roomBytes);
    }

    /// The form in which import profiles are written; needs no database.
    public static ImportProfileDocuments importProfileDocuments() {
        return new ProfileJson();
    }

    /// The contracts that come with this release; needs no database.
    public static List<FeatureContract> bundledContracts() {
        return new BundledContracts(new ContractJson()).all();
    }

    /// The form in which contracts are written and read; needs no database.
    public static ContractDocuments contractDocuments() {
        return new JsonContractDocuments(new ContractJson());
    }

    /// Seals secrets by the first key; those that the others sealed still open. Needs no database.
    ///
    /// @param keys texts that keys are made of; none at all seals and opens nothing
    public static SecretBox secretBox(List<Secret> keys, SecureRandom random) {
        return new AesSecretBox(keys, random);
    }

    /// The way to databases elsewhere; needs no database of ours.
    ///
    /// @param egress where they may be
    public static RecordSources recordSources(Egress egress) {
        return new JdbcRecordSources(egress);
    }

    public Transactions transactions() {
        return database;
    }

    /// Users, sessions, keys, what limits them, and the trail of what they do. What callers are
    /// recognised by is kept in memory and forgotten when any node changes it, see `Credentials`.
    public Identity identity() {
        return identity;
    }

    /// Removes counts of requests that no longer limit anybody; returns how many.
    public int removeExpiredLimits() {
        return rateLimiter.removeExpired();
    }

    public Facts facts() {
        return facts;
    }

    public Ingestion ingestion() {
        return ingestion;
    }

    public Analytics analytics() {
        return analytics;
    }

    public StoredScores storedScores() {
        return storedScores;
    }

    public FeatureContracts featureContracts() {
        return featureContracts;
    }

    public ContractQueries contractQueries() {
        return contractQueries;
    }

    public Datasets datasets() {
        return datasets;
    }

    public ModelRegistry modelRegistry() {
        return modelRegistry;
    }

    public InferenceLog inferenceLog() {
        return inferenceLog;
    }

    public ScoringQueries scoringQueries() {
        return scoringQueries;
    }

    public BatchJobs batchJobs() {
        return batchJobs;
    }

    public TrainingJobs trainingJobs() {
        return trainingJobs;
    }

    public Outbox outbox() {
        return outbox;
    }

    public WorkQueue workQueue() {
        return workQueue;
    }

    /// Lets this node take part in the background work until the answer is closed, which has to be
    /// before the adapter is.
    ///
    /// @param work a handler for each kind that this node does
    public Background startBackground(
            Map<WorkQueue.Kind, Work> work,
            List<Recurring> recurring,
            BackgroundSettings background) {
        var workPool = Connections.forWork(settings);
        var lanes = BackgroundLanes.start(workPool, clock, work, recurring, background);
        return () -> {
            lanes.close();
            workPool.close();
        };
    }

    /// What is stored about people, by feature. The order counts: what is found by something else
    /// comes before it.
    public List<PersonalData> personalData() {
        return Stream.<List<PersonalData>>of(
                        List.of(PersonalCustomerScores.on(database)),
                        PersonalFacts.on(database, clock),
                        PersonalProfiles.on(database),
                        PersonalScores.on(database, featureContracts),
                        PersonalTables.on(
                                database, featureContracts, PersistenceAdapter::rowStream),
                        PersonalOutcomes.on(database),
                        PersonalChanges.on(database),
                        PersonalImports.on(database),
                        List.of(new PersonalMessages(database)),
                        PersonalSources.on(database),
                        PersonalAccounts.on(database))
                .flatMap(List::stream)
                .toList();
    }

    public Retention retention() {
        return Retention.on(database, identity.auditTrail());
    }

    public Rollouts rollouts() {
        return rollouts;
    }

    public Experiments experiments() {
        return experiments;
    }

    public ArmQueries armQueries() {
        return armQueries;
    }

    public Outcomes outcomes() {
        return outcomes;
    }

    public ShadowLog shadowLog() {
        return shadowLog;
    }

    /// Runs the action soon after any node has changed a rollout, once at the beginning, and after
    /// every time the connection was lost; on a thread of its own, one run after the other. It may
    /// miss a change: read again from time to time all the same. Ends with the adapter at the
    /// latest.
    public Subscription onRolloutChange(Runnable action) {
        var listener = RolloutListener.start(channels, action);
        listeners.add(listener);
        return listener;
    }

    /// Predictions that wait to be committed.
    public int waitingPredictions() {
        return inferenceLog.depth();
    }

    public List<Gauge> gauges() {
        return Gauges.of(pool, inferenceLog, shadowLog, memory);
    }

    /// Whether the database answers, within a few seconds. Never throws.
    public boolean isReachable() {
        try (var connection = pool.getConnection()) {
            return connection.isValid(REACHABLE_SECONDS_MAX);
        } catch (SQLException _) {
            return false;
        }
    }

    /// Commits what the logs have accepted, then lets go of the database.
    @Override
    public void close() {
        listeners.forEach(Subscription::close);
        channels.close();
        keyUsage.close();
        inferenceLog.close();
        shadowLog.close();
        logPool.close();
        limitsPool.close();
        sessions.close();
        pool.close();
    }
}
