package io.holdfast.adapters.persistence.work;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.kernel.WorkQueue;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;

/// Puts work into the table of its lane as the scheduler itself would, but in the transaction of
/// the caller.
public final class JdbcWorkQueue implements WorkQueue {

    private final Database database;
    private final InstantSource clock;

    public JdbcWorkQueue(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void submit(Kind kind, UUID id, Priority priority) {
        var insert =
                """
                INSERT INTO %s (task_name, task_instance, execution_time, picked, version, priority)
                VALUES (?, ?, ?, false, 1, ?) ON CONFLICT (task_name, task_instance) DO NOTHING
                """
                        .formatted(tableOf(kind));
        database.write(connection -> {
            try (var statement = connection.prepareStatement(insert)) {
                statement.setString(1, taskOf(kind));
                statement.setString(2, id.toString());
                statement.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
                statement.setInt(4, rank(priority));
                return statement.executeUpdate();
            }
        });
    }

    static String tableOf(Kind kind) {
        return switch (kind) {
            case BATCH -> "scheduled_batches";
            case TRAINING -> "scheduled_trainings";
            case REFRESH -> "scheduled_refreshes";
        };
    }

    static String taskOf(Kind kind) {
        return switch (kind) {
            case BATCH -> "batch";
            case TRAINING -> "training";
            case REFRESH -> "refresh";
        };
    }

    /// The scheduler takes the greatest first.
    private static int rank(Priority priority) {
        return switch (priority) {
            case LOW -> 10;
            case NORMAL -> 50;
            case HIGH -> 90;
            case URGENT -> 100;
        };
    }
}
