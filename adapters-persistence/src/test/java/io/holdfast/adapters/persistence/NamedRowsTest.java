package io.holdfast.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.PersonalDataContract;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Each table that names people in a column, beginning with the predictions.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NamedRowsTest implements PersonalDataContract {

    private static final Person ADA = new Person.Account("Ada");
    private static final Person BOB = new Person.Account("Bob");

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

    private PersonalData named(String name) {
        return adapter.personalData().stream()
                .filter(data -> data.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String key(Person person) {
        return switch (person) {
            case Person.Customer(var id) -> id;
            case Person.Account(var username) -> username;
        };
    }

    /// `%s` in the statement stands for the person.
    private void insert(String sql, Person person) {
        database.execute(sql.replace("%s", key(person).replace("'", "''")));
    }

    @Override
    public PersonalData data() {
        return named("predictions");
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    @Override
    public Person person() {
        return new Person.Customer("o'c1\" --%_\\ü");
    }

    @Override
    public Person other() {
        return new Person.Customer("c2");
    }

    @Override
    public void store(Person person) {
        database.execute("SELECT add_predictions_partition(now()::date)");
        insert(
                """
                INSERT INTO predictions VALUES (gen_random_uuid(), now(), 'telco', 1, 1,
                    'PRODUCTION', '%s', '[1]', 0.5, true, 'Low', 5, 'r-%s')
                """,
                person);
    }

    @Test
    void a_prediction_keeps_its_features_and_score_and_says_nowhere_whose_it_is() {
        store(person());

        var _ = transactions().call(() -> data().erase(person(), PSEUDONYM));

        var row = data().export(new Person.Customer(PSEUDONYM), 1).rows().getFirst();
        assertThat(row)
                .containsAllEntriesOf(
                        Map.of(
                                "entity", PSEUDONYM,
                                "request_id", PSEUDONYM,
                                "features", "[1]",
                                "probability", "0.5",
                                "positive", "true"));
        assertThat(row.toString()).doesNotContain(key(person()));
    }

    @Test
    void tells_moments_as_rfc_3339_does_and_leaves_out_what_is_not_there() {
        store(person());

        var row = data().export(person(), 1).rows().getFirst();

        assertThat(row.get("answered_at")).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
        assertThat(row).doesNotContainKey("fell_back_from");
    }

    @Test
    void tells_no_password_and_not_how_a_name_is_compared() {
        new UsersTest().store(ADA);

        var row = named("users").export(ADA, 1).rows().getFirst();

        assertThat(row).containsEntry("username", "Ada").containsEntry("approved", "true");
        assertThat(row.toString()).doesNotContain("secret-hash");
        assertThat(named("users").columns()).contains("users.password_hash");
    }

    @Test
    void a_user_goes_with_the_sessions() {
        new SessionsTest().store(ADA);

        var _ = transactions().call(() -> named("users").erase(ADA, PSEUDONYM));

        assertThat(named("sessions").export(ADA, 1).total()).isZero();
        database.execute("SELECT 1 / (1 - count(*)) FROM sessions");
    }

    /// A table of what users did.
    abstract class Accounts implements PersonalDataContract {

        @Override
        public Transactions transactions() {
            return adapter.transactions();
        }

        @Override
        public Person person() {
            return ADA;
        }

        @Override
        public Person other() {
            return BOB;
        }
    }

    @Nested
    final class UsersTest extends Accounts {
        @Override
        public PersonalData data() {
            return named("users");
        }

        @Override
        public void store(Person person) {
            insert(
                    """
                    INSERT INTO users (id, username, username_folded, credential, password_hash,
                        role, approved, locked, created_at, revision)
                    VALUES (gen_random_uuid(), '%s', lower('%s'), 'CHOSEN', 'secret-hash', 'ADMIN',
                        true, false, now(), 0)
                    ON CONFLICT DO NOTHING
                    """,
                    person);
        }
    }

    @Nested
    final class SessionsTest extends Accounts {
        @Override
        public PersonalData data() {
            return named("sessions");
        }

        @Override
        public void store(Person person) {
            new UsersTest().store(person);
            insert(
                    """
                    INSERT INTO sessions SELECT gen_random_uuid(), id, now(),
                        now() + interval '1 day', NULL, '192.0.2.7', 'curl'
                    FROM users WHERE username = '%s'
                    """,
                    person);
        }
    }

    @Nested
    final class RecordedOutcomesTest extends Accounts {
        @Override
        public PersonalData data() {
            return named("recorded_outcomes");
        }

        @Override
        public void store(Person person) {
            insert(
                    """
                    INSERT INTO outcomes (contract_name, entity, positive, recorded_by, recorded_at)
                    VALUES ('telco', 'c1', true, '%s', now())
                    """,
                    person);
        }
    }

    @Nested
    final class SubmittedBatchesTest extends Accounts {
        @Override
        public PersonalData data() {
            return named("submitted_batches");
        }

        @Override
        public void store(Person person) {
            insert(
                    """
                    INSERT INTO batches (id, name, contract_name, total, priority, detailed,
                        submitted_by, submitted_at, entities, status)
                    VALUES (gen_random_uuid(), gen_random_uuid(), 'telco', 1, 'LOW', false, '%s',
                        now(), '[{}]', 'QUEUED')
                    """,
                    person);
        }
    }

    @Nested
    final class RequestedTrainingsTest extends Accounts {
        @Override
        public PersonalData data() {
            return named("requested_trainings");
        }

        @Override
        public void store(Person person) {
            insert(
                    """
                    INSERT INTO training_jobs (id, contract_name, dataset_id, seed, folds,
                        allow_leakage, requested_by, requested_at, status)
                    VALUES (gen_random_uuid(), 'telco', gen_random_uuid(), 1, 2, false, '%s', now(),
                        'QUEUED')
                    """,
                    person);
        }
    }

    @Nested
    final class UploadedDatasetsTest extends Accounts {
        @Override
        public PersonalData data() {
            return named("uploaded_datasets");
        }

        @Override
        public void store(Person person) {
            database.execute(
                    """
                    INSERT INTO feature_contracts (name, version, definition)
                    VALUES ('telco', 1, '{"name": "telco", "version": 1}') ON CONFLICT DO NOTHING
                    """);
            insert(
                    """
                    INSERT INTO datasets VALUES (gen_random_uuid(), 'telco', 1, 't.csv', 1, 1, 0,
                        repeat('0', 64), '%s', now(), '')
                    """,
                    person);
        }
    }

    @Nested
    final class StartedExperimentsTest extends Accounts {
        @Override
        public PersonalData data() {
            return named("started_experiments");
        }

        @Override
        public void store(Person person) {
            insert(
                    """
                    INSERT INTO experiments VALUES (gen_random_uuid(), 'e', 'telco', '[]', 'BRIER',
                        '%s', now(), now(), NULL, NULL)
                    """,
                    person);
        }
    }

    @Nested
    final class RolloutChangesTest extends Accounts {
        private int revision;

        @Override
        public PersonalData data() {
            return named("rollout_changes");
        }

        @Override
        public boolean isKept() {
            return true;
        }

        @Override
        public void store(Person person) {
            revision++;
            insert(
                    """
                    INSERT INTO deployments VALUES (gen_random_uuid(), 'telco', #, 'SWITCHED', NULL,
                        '{"contract": "telco", "revision": #}', '%s', 'because', now())
                    """
                            .replace("#", String.valueOf(revision)),
                    person);
        }
    }

    @Nested
    final class OutcomesTest extends Accounts {
        @Override
        public PersonalData data() {
            return named("outcomes");
        }

        @Override
        public Person person() {
            return new Person.Customer("c1");
        }

        @Override
        public Person other() {
            return new Person.Customer("C1");
        }

        @Override
        public void store(Person person) {
            insert(
                    """
                    INSERT INTO outcomes (contract_name, entity, positive, recorded_by, recorded_at)
                    VALUES ('telco', '%s', true, 'Ada', now())
                    """,
                    person);
        }
    }

    @Nested
    final class ShadowScoresTest extends Accounts {
        @Override
        public PersonalData data() {
            return named("shadow_scores");
        }

        @Override
        public Person person() {
            return new Person.Customer("c1");
        }

        @Override
        public Person other() {
            return new Person.Customer("c2");
        }

        @Override
        public boolean isKept() {
            return true;
        }

        @Override
        public void store(Person person) {
            NamedRowsTest.this.store(person);
            insert(
                    """
                    INSERT INTO shadow_predictions
                    SELECT id, answered_at, 'telco', 1, 7, 0.5 FROM predictions
                    WHERE entity = '%s' ON CONFLICT DO NOTHING
                    """,
                    person);
        }
    }
}
