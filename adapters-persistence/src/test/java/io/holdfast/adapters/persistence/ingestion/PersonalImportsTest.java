package io.holdfast.adapters.persistence.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.PersonalData.Person;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What imports say about people.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PersonalImportsTest {

    private static final UUID RUN = new UUID(0x7000L, 1);
    private static final Rejection OF_C1 = new Rejection(7, "customer", "C1", "is too new");
    private static final Rejection OF_C10 = new Rejection(8, "customer", "C10", "is too new");

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void store() {
        database.clear();
        var runs = adapter.ingestion().importRuns();
        runs.add(
                new ImportRun(
                        RUN,
                        "shop",
                        "orders",
                        new ImportRun.File("o.csv", 1, ""),
                        false,
                        "ada",
                        Instant.parse("2026-03-01T12:00:00Z"),
                        new ImportRun.Progress(0, 0),
                        new ImportRun.State.Running()));
        runs.reject(RUN, List.of(OF_C1, OF_C10));
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    private PersonalData data(String name) {
        return adapter.personalData().stream()
                .filter(data -> data.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void erase(String name, Person person) {
        adapter.transactions().run(() -> data(name).erase(person, "somebody"));
    }

    @Test
    void a_customer_is_shown_and_loses_the_cells_that_hold_the_id() {
        var customer = new Person.Customer("C1");

        assertThat(data("rejected_cells").export(customer, 10).rows())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("value", "C1"));
        erase("rejected_cells", customer);

        assertThat(
                        adapter.ingestion()
                                .importRuns()
                                .rejections(RUN, ImportQueries.Mark.START, 10)
                                .rejections())
                .containsExactly(OF_C10);
    }

    @Test
    void a_user_is_shown_what_he_imported_and_becomes_somebody() {
        var account = new Person.Account("ada");

        assertThat(data("imports").export(account, 10).total()).isEqualTo(1);
        erase("imports", account);

        assertThat(adapter.ingestion().importRuns().find(RUN).orElseThrow().startedBy())
                .isEqualTo("somebody");
    }
}
