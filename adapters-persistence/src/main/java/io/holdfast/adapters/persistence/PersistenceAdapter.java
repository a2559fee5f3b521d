package io.holdfast.adapters.persistence;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.holdfast.adapters.persistence.identity.JdbcApiKeys;
import io.holdfast.adapters.persistence.identity.JpaUsers;
import io.holdfast.adapters.persistence.ingestion.CsvTableReader;
import io.holdfast.adapters.persistence.models.BundledContracts;
import io.holdfast.adapters.persistence.models.ContractJson;
import io.holdfast.adapters.persistence.models.JdbcDatasets;
import io.holdfast.adapters.persistence.models.JdbcFeatureContracts;
import io.holdfast.adapters.persistence.models.JpaModelRegistry;
import io.holdfast.adapters.persistence.models.rollout.JdbcArmQueries;
import io.holdfast.adapters.persistence.models.rollout.JdbcExperiments;
import io.holdfast.adapters.persistence.models.rollout.JdbcRollouts;
import io.holdfast.adapters.persistence.monitoring.JdbcOutcomes;
import io.holdfast.adapters.persistence.scoring.BatchedShadowLog;
import io.holdfast.adapters.persistence.scoring.GroupCommitLog;
import io.holdfast.adapters.persistence.scoring.JdbcScoringQueries;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.Datasets;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.TableReader;
import io.holdfast.domain.models.rollout.ArmQueries;
import io.holdfast.domain.models.rollout.Experiments;
import io.holdfast.domain.models.rollout.Rollouts;
import io.holdfast.domain.monitoring.Outcomes;
import io.holdfast.domain.scoring.InferenceLog;
import io.holdfast.domain.scoring.ScoringQueries;
import io.holdfast.domain.scoring.ShadowLog;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.ToIntFunction;
import org.hibernate.SessionFactory;

/// The domain's ports on one PostgreSQL database: the module's entry, and all that others see of
/// it.
public final class PersistenceAdapter implements AutoCloseable {

    /// @param jdbcUrl `jdbc:postgresql://host:port/database`
    /// @param poolSize connections at most, beside one that the inference log has for itself
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

    private static final int REACHABLE_SECONDS_MAX = 2;

    private final Settings settings;
    private final HikariDataSource pool;
    private final HikariDataSource logPool;
    private final SessionFactory sessions;
    private final Database database;
    private final JpaUsers users;
    private final ApiKeys apiKeys;
    private final FeatureContracts featureContracts;
    private final Datasets datasets;
    private final ModelRegistry modelRegistry;
    private final GroupCommitLog inferenceLog;
    private final ScoringQueries scoringQueries;
    private final BatchedShadowLog shadowLog;
    private final Rollouts rollouts;
    private final Experiments experiments;
    private final ArmQueries armQueries;
    private final Outcomes outcomes;
    private final List<Subscription> listeners = new CopyOnWriteArrayList<>();

    private PersistenceAdapter(
            Settings settings,
            InstantSource clock,
            HikariDataSource pool,
            HikariDataSource logPool,
            SessionFactory sessions,
            GroupCommitLog inferenceLog) {
        this.settings = settings;
        this.pool = pool;
        this.logPool = logPool;
        this.sessions = sessions;
        this.inferenceLog = inferenceLog;
        database = new Database(pool, sessions);
        users = new JpaUsers(database);
        apiKeys = new JdbcApiKeys(database);
        featureContracts = new JdbcFeatureContracts(database, new ContractJson());
        datasets = new JdbcDatasets(database);
        modelRegistry = new JpaModelRegistry(database);
        scoringQueries = new JdbcScoringQueries(database, featureContracts);
        rollouts = new JdbcRollouts(database);
        experiments = new JdbcExperiments(database);
        armQueries = new JdbcArmQueries(database);
        outcomes = new JdbcOutcomes(database);
        shadowLog = new BatchedShadowLog(pool::getConnection, clock);
        shadowLog.start();
    }

    /// Migrates the database, checks it against this release, and opens it.
    ///
    /// @throws CannotOpenException when the server does not answer, refuses the user, is too old,
    ///   or holds another schema than this release expects
    public static PersistenceAdapter open(Settings settings, InstantSource clock) {
        var pool = Connections.pool(settings);
        var logPool = Connections.forLog(settings);
        boolean opened = false;
        try {
            var adapter = open(settings, clock, pool, logPool);
            opened = true;
            return adapter;
        } finally {
            if (!opened) {
                logPool.close();
                pool.close();
            }
        }
    }

    /// Hibernate starts while the migrations run: neither needs the other until both are done.
    private static PersistenceAdapter open(
            Settings settings,
            InstantSource clock,
            HikariDataSource pool,
            HikariDataSource logPool) {
        var starting =
                CompletableFuture.supplyAsync(
                        () -> Entities.open(pool), task -> Thread.ofVirtual().start(task));
        boolean opened = false;
        try {
            migrateOnly(settings);
            var sessions = starting.join();
            Entities.validate(sessions);
            var log = settings.log();
            var inferenceLog =
                    new GroupCommitLog(
                            logPool::getConnection,
                            new GroupCommitLog.Settings(
                                    log.queueCapacity(), log.groupMax(), log.async()),
                            clock);
            inferenceLog.start();
            opened = true;
            return new PersistenceAdapter(settings, clock, pool, logPool, sessions, inferenceLog);
        } catch (SQLException e) {
            throw CannotOpenException.of(e);
        } catch (CompletionException e) {
            throw new CannotOpenException("the entities cannot be mapped: " + e.getMessage(), e);
        } finally {
            if (!opened) {
                closeWhenStarted(starting);
            }
        }
    }

    private static void closeWhenStarted(CompletableFuture<SessionFactory> starting) {
        try {
            starting.join().close();
        } catch (CompletionException _) {
            // It did not start, so there is nothing to close; what stopped the opening is thrown.
        }
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

    /// The contracts that come with this release; needs no database.
    public static List<FeatureContract> bundledContracts() {
        return new BundledContracts(new ContractJson()).all();
    }

    public Transactions transactions() {
        return database;
    }

    public Users users() {
        return users;
    }

    public UserQueries userQueries() {
        return users;
    }

    public ApiKeys apiKeys() {
        return apiKeys;
    }

    public FeatureContracts featureContracts() {
        return featureContracts;
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
        var listener = RolloutListener.start(() -> Connections.plain(settings), action);
        listeners.add(listener);
        return listener;
    }

    /// Predictions that wait to be committed.
    public int waitingPredictions() {
        return inferenceLog.depth();
    }

    public List<Gauge> gauges() {
        return List.of(
                new Gauge(
                        "db_connections_active",
                        "Database connections in use",
                        () -> ofPool(HikariPoolMXBean::getActiveConnections)),
                new Gauge(
                        "db_connections_idle",
                        "Database connections open and free",
                        () -> ofPool(HikariPoolMXBean::getIdleConnections)),
                new Gauge(
                        "db_connections_waiting",
                        "Callers that wait for a database connection",
                        () -> ofPool(HikariPoolMXBean::getThreadsAwaitingConnection)),
                new Gauge(
                        "inference_log_queue_depth",
                        "Predictions that wait to be committed",
                        inferenceLog::depth),
                new Gauge(
                        "inference_log_lost",
                        "Predictions that were acknowledged and lost (asynchronous log only)",
                        inferenceLog::lost),
                new Gauge(
                        "shadow_dropped",
                        "Scores of shadows that found no room since the start",
                        shadowLog::dropped),
                new Gauge(
                        "shadow_failed",
                        "Scores of shadows that could not be computed or kept since the start",
                        shadowLog::failed));
    }

    private int ofPool(ToIntFunction<HikariPoolMXBean> figure) {
        var bean = pool.getHikariPoolMXBean();
        return bean == null ? 0 : figure.applyAsInt(bean);
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
        inferenceLog.close();
        shadowLog.close();
        logPool.close();
        sessions.close();
        pool.close();
    }
}
