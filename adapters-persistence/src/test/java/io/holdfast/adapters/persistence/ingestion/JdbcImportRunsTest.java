package io.holdfast.adapters.persistence.ingestion;

import static io.holdfast.domain.ingestion.ImportRunsContract.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRuns;
import io.holdfast.domain.ingestion.ImportRunsContract;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcImportRunsTest implements ImportRunsContract {

    private volatile Instant now = NOON;
    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), this::now);

    @BeforeEach
    void clear() {
        database.clear();
        now = NOON;
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void what_some_node_will_begin_is_not_abandoned() {
        var waiting = run(1).in(new ImportRun.Progress(0, 0), new ImportRun.State.Waiting());
        adapter.transactions()
                .run(() -> {
                    assertThat(runs().addWaiting(List.of(waiting), 1)).isTrue();
                    adapter.workQueue()
                            .submit(WorkQueue.Kind.IMPORT, waiting.id(), WorkQueue.Priority.NORMAL);
                });
        pass(Duration.ofHours(1));

        assertThat(runs().failAbandoned(now, now, "gone")).isZero();
        runs().begin(waiting.id());
        pass(Duration.ofHours(1));
        assertThat(runs().failAbandoned(now, now, "gone")).isZero();

        database.execute("DELETE FROM scheduled_imports");
        assertThat(runs().failAbandoned(now, now, "gone")).isEqualTo(1);
    }

    @Override
    public ImportRuns runs() {
        return adapter.ingestion().importRuns();
    }

    @Override
    public ImportQueries queries() {
        return adapter.ingestion().importRuns();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }
}
