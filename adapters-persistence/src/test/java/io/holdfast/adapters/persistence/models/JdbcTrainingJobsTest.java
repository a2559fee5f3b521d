package io.holdfast.adapters.persistence.models;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.models.TrainingJobs;
import io.holdfast.domain.models.TrainingJobsContract;
import io.holdfast.domain.models.TrainingQueries;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcTrainingJobsTest implements TrainingJobsContract {

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
    public TrainingJobs jobs() {
        return adapter.trainingJobs();
    }

    @Override
    public TrainingQueries queries() {
        return adapter.trainingJobs();
    }
}
