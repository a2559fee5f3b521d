package io.holdfast.adapters.persistence.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A table of work with threads of its own, so that no kind of work holds up another.
///
/// A node says every 2.5 s that it is alive. One that was silent for 10 s is taken for dead, which
/// is looked for every 5 s: its work is taken up 10 to 15 s after its end. Work of a node that only
/// stood still for so long is done twice, which the work has to bear.
///
/// @param grace how long running work may go on after the stop, and once more after it was
///   interrupted
record Lane(String name, String table, int threads, Duration grace) {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration ALIVE_EVERY = Duration.ofMillis(2_500);

    /// The fewest that the library allows.
    private static final int MISSED_MAX = 4;

    /// As much as there are free threads for: what waits in the table keeps its place by priority.
    private static final double TAKEN_OF_THREADS = 1.0;

    private static final double LOOK_AGAIN_BELOW = 0.5;

    /// Work that is asked for.
    Scheduler scheduler(DataSource pool, InstantSource clock, Task<?> task) {
        // A failure is logged with its count, by the task.
        return settings(new SchedulerBuilder(pool, List.of(task)), clock)
                .failureLogging(LogLevel.OFF, false)
                .build();
    }

    /// Work that comes again by itself.
    Scheduler scheduler(DataSource pool, InstantSource clock, List<RecurringTask<Void>> tasks) {
        return settings(new SchedulerBuilder(pool, List.of()).startTasks(tasks), clock)
                .failureLogging(LogLevel.WARN, true)
                .build();
    }

    private SchedulerBuilder settings(SchedulerBuilder builder, InstantSource clock) {
        var threadFactory = Thread.ofPlatform().daemon().name(name + "-", 1).factory();
        return builder.tableName(table)
                .schedulerName(new SchedulerName.Fixed("pid-" + ProcessHandle.current().pid()))
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .serializer(new NoData())
                .clock(clock::instant)
                .threads(threads)
                .executorService(Executors.newFixedThreadPool(threads, threadFactory))
                .pollingInterval(LOOK_EVERY)
                .pollUsingLockAndFetch(LOOK_AGAIN_BELOW, TAKEN_OF_THREADS)
                .enablePriority()
                .heartbeatInterval(ALIVE_EVERY)
                .missedHeartbeatsLimit(MISSED_MAX)
                .shutdownMaxWait(grace);
    }

    /// Work is known by its id: nothing else is written to the table, and nothing is ever made from
    /// bytes that lie there.
    private static final class NoData implements Serializer {

        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            if (data != null) {
                throw new IllegalArgumentException("work has no data but its id");
            }
            return null;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            throw new IllegalStateException("work has no data but its id");
        }
    }
}
