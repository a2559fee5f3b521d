package io.holdfast.adapters.persistence.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.PersonalDataContract;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.notifications.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PersonalMessagesTest implements PersonalDataContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

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

    private int added;

    private void add(String payload) {
        added++;
        adapter.outbox()
                .add(
                        new Outbox.Message(
                                new UUID(0x7000L, added),
                                "churn_prediction",
                                "https://example.org/hook",
                                payload,
                                NOON.plusSeconds(added)));
    }

    @Override
    public PersonalData data() {
        return adapter.personalData().stream()
                .filter(PersonalMessages.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    @Override
    public Person person() {
        return new Person.Customer("ü\"c1");
    }

    @Override
    public Person other() {
        return new Person.Customer("c1");
    }

    @Override
    public void store(Person person) {
        var id = person.equals(person()) ? "\\u00fc\\\"c1" : "c1";
        add("{\"customers\": [7, {\"id\": \"%s\"}], \"note\": \"c1 called\"}".formatted(id));
    }

    @Test
    void replaces_the_id_and_nothing_else() {
        add("{\"a\": [\"c9\"], \"c9\": \"of c9\", \"n\": 1.5}");

        var _ = transactions().call(() -> data().erase(new Person.Customer("c9"), PSEUDONYM));

        var payload =
                data().export(new Person.Customer(PSEUDONYM), 1).rows().getFirst().get("payload");
        assertThat(payload)
                .isEqualTo("{\"a\":[\"%s\"],\"c9\":\"of c9\",\"n\":1.5}".formatted(PSEUDONYM));
    }
}
