package io.holdfast.adapters.persistence.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.Answer;
import io.holdfast.domain.analytics.ProfileRuns;
import io.holdfast.domain.analytics.ProfileRunsContract;
import io.holdfast.domain.analytics.Question;
import io.holdfast.domain.kernel.PersonalData;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcProfileRunsTest implements ProfileRunsContract {

    private static final String KEPT =
            """
            SELECT inhrelid::regclass::text FROM pg_inherits
            WHERE inhparent = 'customer_360_kept'::regclass
            """;

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterEach
    void repair() {
        database.execute("DROP TABLE IF EXISTS customer_360_1000000");
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public ProfileRuns runs() {
        return adapter.analytics().profileRuns();
    }

    @Override
    public void addCustomer(String id) {
        database.execute(
                "INSERT INTO customers (customer_id, source, changed_at) VALUES ('%s', 's', now())"
                        .formatted(id));
    }

    @Override
    public void dieInBuild(UUID id, Instant startedAt) {
        database.execute(
                "UPDATE customer_360_runs SET state = 'RUNNING', started_at = '%s' WHERE id = '%s'"
                        .formatted(startedAt, id));
    }

    private void refresh(UUID id) {
        var _ = runs().open(id, AT);
        assertThat(runs().build(id)).isInstanceOf(ProfileRuns.Build.Built.class);
    }

    private Answer latest(Analysis analysis) {
        return adapter.analytics().queries(new BigDecimal("5.00")).latest(Question.all(analysis));
    }

    private List<String> strings(String sql) throws SQLException {
        try (var connection = database.connect();
                var select = connection.prepareStatement(sql);
                var rows = select.executeQuery()) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Test
    void answers_as_of_the_refresh_until_the_next_one() {
        addCustomer("c1");
        refresh(ONE);
        addCustomer("c2");

        var answer = latest(Analysis.CUSTOMER_PROFILES);
        assertThat(answer.rows()).hasSize(1);
        assertThat(answer.asOf()).isEqualTo(runs().newestDone().orElseThrow().startedAt());
        assertThat(answer.freshness()).isEqualTo(answer.asOf());

        refresh(TWO);
        assertThat(latest(Analysis.CUSTOMER_PROFILES).rows()).hasSize(2);
    }

    @Test
    void profiles_of_nobody_are_as_good_as_none() {
        refresh(ONE);
        addCustomer("c1");

        assertThat(latest(Analysis.CUSTOMER_PROFILES).rows()).hasSize(1);
    }

    @Test
    void keeps_one_table_only() throws SQLException {
        addCustomer("c1");
        refresh(ONE);
        refresh(TWO);
        refresh(THREE);

        assertThat(strings(KEPT)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"89, 2", "91, 1"})
    void forgets_runs_that_ended_long_before_its_own_now(int days, int told) throws SQLException {
        addCustomer("c1");
        refresh(ONE);
        var later = InstantSource.offset(InstantSource.system(), Duration.ofDays(days));
        try (var adapterLater = PersistenceAdapter.open(database.settings(), later)) {
            var runsLater = adapterLater.analytics().profileRuns();
            var _ = runsLater.open(TWO, AT);
            assertThat(runsLater.build(TWO)).isInstanceOf(ProfileRuns.Build.Built.class);
        }

        assertThat(strings("SELECT id FROM customer_360_runs")).hasSize(told);
    }

    @Test
    void one_build_goes_on_at_most_and_a_reader_of_the_former_profiles_holds_up_nobody()
            throws SQLException {
        addCustomer("c1");
        refresh(ONE);
        var former = strings(KEPT).getFirst();
        var _ = runs().open(TWO, AT);
        try (var reader = database.connect();
                var select = reader.createStatement()) {
            reader.setAutoCommit(false);
            select.execute("SELECT * FROM " + former);
            try (var builder = database.connect()) {
                assertThat(ProfileLocks.tryBuilding(builder)).isTrue();
                assertThat(runs().build(TWO)).isInstanceOf(ProfileRuns.Build.Busy.class);
            }

            assertThat(runs().build(TWO)).isInstanceOf(ProfileRuns.Build.Built.class);
            assertThat(strings(KEPT)).hasSize(2).contains(former);
        }
        refresh(THREE);
        assertThat(strings(KEPT)).hasSize(1);
    }

    @Test
    void a_build_that_fails_leaves_what_was_kept() throws SQLException {
        addCustomer("c1");
        refresh(ONE);
        database.execute(
                "ALTER TABLE customer_360_runs ALTER number RESTART WITH 1000000;"
                        + " CREATE TABLE customer_360_1000000 (x integer)");
        var _ = runs().open(TWO, AT);

        assertThatThrownBy(() -> runs().build(TWO)).isInstanceOf(RuntimeException.class);

        assertThat(runs().running()).isPresent();
        assertThat(latest(Analysis.CUSTOMER_PROFILES).rows()).hasSize(1);
        runs().fail(TWO, AT, "in the way");
        refresh(THREE);
        assertThat(strings(KEPT)).hasSize(1);
    }

    @Test
    void who_is_erased_is_in_no_answer_and_no_table() throws SQLException {
        addCustomer("c1");
        addCustomer("c2");
        refresh(ONE);
        var person = new PersonalData.Person.Customer("c1");
        var profiles =
                adapter.personalData().stream()
                        .filter(data -> data.name().equals("customer_360"))
                        .findFirst()
                        .orElseThrow();
        assertThat(profiles.export(person, 10).rows().getFirst())
                .containsEntry("customer_status", "Never Purchased");

        adapter.transactions()
                .run(() -> adapter.personalData().forEach(data -> data.erase(person, "erased-1")));

        assertThat(profiles.export(person, 10).total()).isZero();
        assertThat(latest(Analysis.CUSTOMER_PROFILES).rows()).hasSize(1);
        refresh(TWO);
        assertThat(strings("SELECT customer_id FROM customer_360_kept"))
                .containsExactlyInAnyOrder("c2", "erased-1");
    }

    @Test
    void who_was_erased_during_a_build_is_left_out_at_its_end() throws SQLException {
        addCustomer("c1");
        database.execute(
                """
                INSERT INTO customer_360_runs (id, state, requested_at, started_at)
                VALUES ('%s', 'RUNNING', now(), now())
                """
                        .formatted(ONE));
        long number = Long.parseLong(strings("SELECT number FROM customer_360_runs").getFirst());
        database.execute(
                """
                CREATE FUNCTION erase_meanwhile() RETURNS event_trigger LANGUAGE plpgsql AS
                $$ BEGIN DELETE FROM customers WHERE customer_id = 'c1'; END $$;
                CREATE EVENT TRIGGER meanwhile ON ddl_command_end WHEN TAG IN ('CREATE INDEX')
                    EXECUTE FUNCTION erase_meanwhile()
                """);
        try (var connection = database.connect()) {
            new ProfileBuild(connection, number).keep(AT, InstantSource.system());
        } finally {
            database.execute("DROP EVENT TRIGGER meanwhile; DROP FUNCTION erase_meanwhile");
        }

        assertThat(strings("SELECT customer_id FROM customer_360_kept")).isEmpty();
        assertThat(runs().newestDone().orElseThrow().customers()).isZero();
    }

    @Test
    void every_answer_of_kept_profiles_is_the_one_of_their_moment() {
        addCustomer("c1");
        addCustomer("c2");
        database.execute(
                """
                INSERT INTO loyalty (customer_id, tier, lifetime_value, points_earned,
                    points_redeemed, points_balance) VALUES ('c1', 'Silver', 6000, 100, 7, 93);
                INSERT INTO products (product_id, category, unit_cost) VALUES ('p', 'Shoes', 3);
                INSERT INTO orders (order_id, customer_id, ordered_at, total, total_given)
                VALUES ('o1', 'c1', now() - interval '45 days', 10, true);
                INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price, line_total)
                VALUES ('o1', 1, 'p', 1, 10, 10);
                INSERT INTO tickets (ticket_id, customer_id, created_at, satisfaction)
                VALUES ('t1', 'c2', now() - interval '9 days', 4);
                INSERT INTO app_sessions (session_id, customer_id, started_at, minutes, pages, actions)
                VALUES ('s1', 'c2', now() - interval '9 days', 4, 5, 6)
                """);
        refresh(ONE);
        var queries = adapter.analytics().queries(new BigDecimal("5.00"));

        for (var analysis : Analysis.values()) {
            var question = Question.all(analysis);
            var kept = queries.latest(question);
            assertThat(kept.rows())
                    .as(analysis.path())
                    .isNotEmpty()
                    .isEqualTo(queries.answer(question, kept.asOf()).rows());
        }
    }
}
