package io.holdfast.adapters.persistence.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.KeptAnswers;
import io.holdfast.domain.kernel.KeptAnswers.Claim;
import io.holdfast.domain.kernel.KeptAnswersContract;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcKeptAnswersTest implements KeptAnswersContract {

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
    public KeptAnswers answers() {
        return adapter.identity().keptAnswers();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    /// The other one looks in the middle of the first one's transaction: it would hang if it
    /// waited.
    @Test
    void says_that_somebody_is_at_it_without_waiting() {
        var during =
                transactions()
                        .call(() -> {
                            var _ = answers().claim(ANN, "k", PAYLOAD, EXPIRED);
                            return CompletableFuture.supplyAsync(() -> claims("k")).join();
                        });

        assertThat(during).isEqualTo(new Claim.Running());
        assertThat(claims("k")).isEqualTo(new Claim.Fresh());
    }

    @Test
    void another_key_of_the_same_caller_does_not_wait() {
        var during =
                transactions()
                        .call(() -> {
                            var _ = answers().claim(ANN, "k", PAYLOAD, EXPIRED);
                            return CompletableFuture.supplyAsync(() -> claims("other")).join();
                        });

        assertThat(during).isEqualTo(new Claim.Fresh());
    }

    private Claim claims(String key) {
        return transactions().call(() -> answers().claim(ANN, key, PAYLOAD, EXPIRED));
    }
}
