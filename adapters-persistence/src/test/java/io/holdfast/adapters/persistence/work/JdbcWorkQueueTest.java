package io.holdfast.adapters.persistence.work;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.kernel.WorkQueueContract;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcWorkQueueTest implements WorkQueueContract {

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public WorkQueue queue() {
        return adapter.workQueue();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    /// As the scheduler looks for it.
    @Override
    public List<UUID> waiting(WorkQueue.Kind kind) {
        var select =
                "SELECT task_instance FROM "
                        + JdbcWorkQueue.tableOf(kind)
                        + " WHERE NOT picked AND execution_time <= now()"
                        + " ORDER BY priority DESC, execution_time";
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(select)) {
            var found = new ArrayList<UUID>();
            while (rows.next()) {
                found.add(UUID.fromString(rows.getString(1)));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
