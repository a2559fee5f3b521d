package io.holdfast.adapters.persistence.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.PersonalDataContract;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.scoring.BatchJob;
import io.holdfast.domain.scoring.BatchJobs;
import io.holdfast.domain.scoring.SamplePredictions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PersonalBatchesTest implements PersonalDataContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
        adapter.featureContracts().register(SampleContracts.tiny("tiny", 1));
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    private int added;

    private UUID add(List<Map<String, FieldValue>> entities) {
        added++;
        var job =
                new BatchJob(
                        new UUID(0x7000L, added),
                        "batch-" + added,
                        "tiny",
                        entities.size(),
                        WorkQueue.Priority.NORMAL,
                        new BatchJob.Webhook.None(),
                        false,
                        "Ada",
                        NOON.plusSeconds(added),
                        new BatchJob.Progress.Queued());
        assertThat(adapter.batchJobs().add(job, entities)).isEqualTo(new BatchJobs.Added.Stored());
        return job.id();
    }

    private static FieldValue text(String text) {
        return new FieldValue.Text(text);
    }

    private void erase(String id) {
        var _ = transactions().call(() -> data().erase(new Person.Customer(id), PSEUDONYM));
    }

    @Override
    public PersonalData data() {
        return adapter.personalData().stream()
                .filter(PersonalBatches.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    @Override
    public Person person() {
        return new Person.Customer("1000");
    }

    @Override
    public Person other() {
        return new Person.Customer("2");
    }

    /// Once as a number and once as a text.
    @Override
    public void store(Person person) {
        var id = ((Person.Customer) person).id();
        add(
                List.of(
                        Map.of("id", text("neither")),
                        Map.of(
                                "id",
                                added % 2 == 0
                                        ? new FieldValue.Numeric(Double.parseDouble(id))
                                        : text(" " + id))));
    }

    @Test
    void keeps_the_features_and_neither_the_id_nor_what_came_beside_them() {
        var id =
                add(
                        List.of(
                                Map.of("id", text("c9"), "charge", new FieldValue.Numeric(70)),
                                Map.of("id", text("c9"), "e-mail", text("c9@example.org")),
                                Map.of("id", text("c1"), "e-mail", text("c1@example.org"))));

        erase("c9");

        assertThat(adapter.batchJobs().entities(id))
                .containsExactly(
                        Map.of("id", text(PSEUDONYM), "charge", new FieldValue.Numeric(70)),
                        Map.of("id", text(PSEUDONYM)),
                        Map.of("id", text("c1"), "e-mail", text("c1@example.org")));
    }

    @Test
    void replaces_the_id_in_results_and_keeps_the_scores() {
        var prediction = SamplePredictions.prediction(7);
        var customer = prediction.entity();
        var id =
                add(
                        List.of(
                                Map.of("id", text(customer)),
                                Map.of("id", text("c1")),
                                Map.of("id", text(customer))));
        adapter.batchJobs()
                .addResults(
                        id,
                        List.of(
                                new BatchJobs.Result.Scored(0, prediction),
                                new BatchJobs.Result.Scored(1, SamplePredictions.prediction(8)),
                                new BatchJobs.Result.Faulty(
                                        2, List.of(new Violation("#/charge", "is required")))));

        erase(customer);

        var results = adapter.batchJobs().results(id, 0, 10);
        assertThat(results.get(0))
                .isInstanceOfSatisfying(
                        BatchJobs.Result.Scored.class,
                        scored -> {
                            assertThat(scored.prediction().entity()).isEqualTo(PSEUDONYM);
                            assertThat(scored.prediction().probability())
                                    .isEqualTo(prediction.probability());
                        });
        assertThat(results.get(1))
                .isEqualTo(new BatchJobs.Result.Scored(1, SamplePredictions.prediction(8)));
        assertThat(results.get(2)).isInstanceOf(BatchJobs.Result.Faulty.class);
    }

    @Test
    void keeps_text_that_no_encoding_can_express() {
        var id = add(List.of(Map.of("id", text("c9"), "plan", text("\u0000\ud800"))));

        erase("c9");

        assertThat(adapter.batchJobs().entities(id).getFirst())
                .containsEntry("plan", text("\u0000\ud800"));
    }
}
