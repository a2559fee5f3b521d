package io.holdfast.adapters.persistence;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.holdfast.adapters.persistence.PersistenceAdapter.Gauge;
import io.holdfast.adapters.persistence.identity.IdentityMemory;
import io.holdfast.adapters.persistence.scoring.BatchedShadowLog;
import io.holdfast.adapters.persistence.scoring.GroupCommitLog;
import java.util.List;
import java.util.function.ToIntFunction;

/// The module's figures for the metrics.
final class Gauges {

    private Gauges() {}

    static List<Gauge> of(
            HikariDataSource pool,
            GroupCommitLog inferenceLog,
            BatchedShadowLog shadowLog,
            IdentityMemory memory) {
        return List.of(
                new Gauge(
                        "db_connections_active",
                        "Database connections in use",
                        () -> ofPool(pool, HikariPoolMXBean::getActiveConnections)),
                new Gauge(
                        "db_connections_idle",
                        "Database connections open and free",
                        () -> ofPool(pool, HikariPoolMXBean::getIdleConnections)),
                new Gauge(
                        "db_connections_waiting",
                        "Callers that wait for a database connection",
                        () -> ofPool(pool, HikariPoolMXBean::getThreadsAwaitingConnection)),
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
                        shadowLog::failed),
                new Gauge(
                        "credentials_current",
                        "1 while callers are recognised from memory, 0 while the database is asked",
                        () -> memory.isCurrent() ? 1 : 0));
    }

    private static int ofPool(HikariDataSource pool, ToIntFunction<HikariPoolMXBean> figure) {
        var bean = pool.getHikariPoolMXBean();
        return bean == null ? 0 : figure.applyAsInt(bean);
    }
}
