package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.identity.AuditEvent;
import io.holdfast.domain.identity.AuditQueries;
import io.holdfast.domain.kernel.Retained;
import io.holdfast.domain.kernel.RetainedContract;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgedAuditEventsTest implements RetainedContract {

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
    public Retained retained() {
        return adapter.retention().auditEvents();
    }

    @Override
    public void store(Instant over) {
        adapter.identity()
                .auditTrail()
                .append(
                        new AuditEvent(
                                new UUID(7, 1),
                                over,
                                new AuditEvent.Actor(AuditEvent.Actor.Kind.SYSTEM, "", ""),
                                "test",
                                "",
                                "",
                                "",
                                AuditEvent.Result.SUCCEEDED));
    }

    @Override
    public long stored() {
        return adapter.identity()
                .auditQueries()
                .page(AuditQueries.Filter.ALL, Long.MAX_VALUE, 1_000)
                .size();
    }
}
