package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.identity.SessionQueries;
import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.SessionsContract;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcSessionsTest implements SessionsContract {

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
    public Users users() {
        return adapter.identity().users();
    }

    @Override
    public Sessions sessions() {
        return adapter.identity().sessions();
    }

    @Override
    public SessionQueries sessionQueries() {
        return adapter.identity().sessionQueries();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }
}
