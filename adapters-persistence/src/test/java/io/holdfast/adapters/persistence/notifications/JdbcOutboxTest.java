package io.holdfast.adapters.persistence.notifications;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.notifications.Outbox;
import io.holdfast.domain.notifications.OutboxContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcOutboxTest implements OutboxContract {

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
    public Outbox outbox() {
        return adapter.outbox();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }
}
