package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.scoring.InferenceLog;
import io.holdfast.domain.scoring.InferenceLogContract;
import io.holdfast.domain.scoring.ScoringQueries;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GroupCommitLogContractTest implements InferenceLogContract {

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
        adapter.featureContracts().register(SampleContracts.tiny("tiny", 1));
        adapter.featureContracts().register(SampleContracts.tiny("other", 1));
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public InferenceLog log() {
        return adapter.inferenceLog();
    }

    @Override
    public ScoringQueries queries() {
        return adapter.scoringQueries();
    }
}
