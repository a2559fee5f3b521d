package io.holdfast.adapters.persistence.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.PersonalDataContract;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.Dataset;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.SampleContracts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PersonalDatasetsTest implements PersonalDataContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final FeatureContract CONTRACT =
            SampleContracts.ignoring(SampleContracts.tiny("tiny", 1), "surname");

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
        adapter.featureContracts().register(CONTRACT);
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    private int added;

    private Dataset add(String text) {
        added++;
        var dataset =
                new Dataset(
                        new UUID(0x7000L, added),
                        CONTRACT.id(),
                        "t%d.csv".formatted(added),
                        1,
                        6,
                        0,
                        "0".repeat(64),
                        "Ada",
                        NOON.plusSeconds(added));
        adapter.datasets().add(dataset, text.getBytes(UTF_8));
        return dataset;
    }

    private String content(Dataset dataset) {
        return new String(adapter.datasets().content(dataset.id()).orElseThrow(), UTF_8);
    }

    @Override
    public PersonalData data() {
        return adapter.personalData().stream()
                .filter(PersonalDatasets.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    @Override
    public Person person() {
        return new Person.Customer("c\"1,ü");
    }

    @Override
    public Person other() {
        return new Person.Customer("c2");
    }

    @Override
    public void store(Person person) {
        var id = person.equals(other()) ? "c2" : "\"c\"\"1,ü\"";
        add(
                "id,charge,plan,paperless,left,surname\n%s,70,basic,1,Yes,Ng\nc3,1,basic,1,No,Li\n"
                        .formatted(id));
    }

    @Test
    void keeps_the_rows_without_the_id_and_without_what_is_not_learned_from() {
        var dataset =
                add(
                        "\ufeffsurname,charge,id,plan,paperless,left\r\n"
                                + "\"Ng, jr\",70, c9 ,\"gold, \"\"old\"\"\",1,Yes\r\n"
                                + "\r\n"
                                + "Li,,c99,basic,0,No\r\n"
                                + "Ng,70,\"c9\",basic,1,Yes\r\n");

        var erasure = transactions().call(() -> data().erase(new Person.Customer("c9"), PSEUDONYM));

        assertThat(erasure.pseudonymised()).isEqualTo(2);
        assertThat(content(dataset).replace("\r\n", "\n"))
                .isEqualTo(
                        """
                        surname,charge,id,plan,paperless,left
                        ,70,%1$s,"gold, ""old\""",1,Yes
                        Li,,c99,basic,0,No
                        ,70,%1$s,basic,1,Yes
                        """
                                .formatted(PSEUDONYM));
        assertThat(adapter.datasets().find(dataset.id())).contains(dataset);
    }

    @Test
    void leaves_tables_alone_that_do_not_name_the_customer() {
        var text = "id,charge,plan,paperless,left\r\n\r\nc1,70,\"basic\",1,Yes";
        var dataset = add(text);

        var _ = transactions().call(() -> data().erase(new Person.Customer("70"), PSEUDONYM));

        assertThat(content(dataset)).isEqualTo(text);
    }

    @Test
    void tells_the_columns_and_which_table_they_are_of() {
        add("id,charge,plan,paperless,left,surname\nc9,70,basic,1,Yes,Ng\n");

        assertThat(data().export(new Person.Customer("c9"), 1).rows().getFirst())
                .containsEntry("dataset", "t%d.csv".formatted(added))
                .containsEntry("column id", "c9")
                .containsEntry("column surname", "Ng")
                .containsEntry("column left", "Yes");
    }
}
