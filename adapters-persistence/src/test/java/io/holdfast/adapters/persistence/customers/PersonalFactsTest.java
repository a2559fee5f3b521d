package io.holdfast.adapters.persistence.customers;

import static io.holdfast.domain.customers.SampleFacts.customer;
import static io.holdfast.domain.customers.SampleFacts.event;
import static io.holdfast.domain.customers.SampleFacts.fact;
import static io.holdfast.domain.customers.SampleFacts.line;
import static io.holdfast.domain.customers.SampleFacts.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.PersonalDataContract;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Unavailable;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Each kind of facts about people, beginning with the customers themselves.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PersonalFactsTest implements PersonalDataContract {

    private static final Person ANN = new Person.Customer("o'c1\" --%_\\\u00fc");
    private static final Person BEN = new Person.Customer("c2");
    private static final String CUSTOMER =
            """
            INSERT INTO customers (customer_id, source, first_name, email, birth_date, city,
                segment, annual_income, changed_at)
            VALUES ('%s', 'shop', 'Ann', 'ann@example.com', '1990-01-01', 'Oslo', 'gold', 5, now())
            ON CONFLICT DO NOTHING
            """;
    private static final String PRODUCT =
            "INSERT INTO products (product_id) VALUES ('p1') ON CONFLICT DO NOTHING";
    private static final String ORDER =
            """
            INSERT INTO orders (order_id, customer_id, ordered_at, total, total_given)
            VALUES ('order-#-%s', '%s', now(), 10, true)
            """;

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());
    private int stored;

    @BeforeEach
    void clear() {
        database.clear();
        stored = 0;
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    /// `%s` stands for the customer, `#` for a number of its own.
    private void insert(Person person, String... statements) {
        stored++;
        if (person instanceof Person.Customer(var id)) {
            for (var sql : statements) {
                database.execute(
                        sql.replace("#", String.valueOf(stored))
                                .replace("%s", id.replace("'", "''")));
            }
        }
    }

    private PersonalData named(String name) {
        return adapter.personalData().stream()
                .filter(data -> data.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public PersonalData data() {
        return named("customers");
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    @Override
    public Person person() {
        return ANN;
    }

    @Override
    public Person other() {
        return BEN;
    }

    @Override
    public void store(Person person) {
        insert(person, CUSTOMER);
    }

    private List<PersonalData.Erasure> eraseEverywhere(Person person) {
        return transactions()
                .call(() -> {
                    var erasures = new ArrayList<PersonalData.Erasure>();
                    adapter.personalData()
                            .forEach(data -> erasures.add(data.erase(person, PSEUDONYM)));
                    return erasures;
                });
    }

    @Test
    void what_was_bought_stays_under_the_pseudonym_and_who_bought_it_goes() {
        insert(
                ANN,
                CUSTOMER,
                PRODUCT,
                ORDER,
                "INSERT INTO order_lines VALUES ('order-#-%s', 1, 'p1', 2, 5, 0, 10)",
                """
                INSERT INTO returns VALUES
                    ('r#', 'p1', 'order-#-%s', '%s', now(), 1, 'north', 'Ann moved to Oslo')
                """,
                "INSERT INTO events VALUES ('e#', '%s', 'search', now(), '{\"q\": \"Oslo\"}')",
                "INSERT INTO external_ids VALUES ('till', '17', '%s')",
                """
                INSERT INTO records VALUES
                    ('shipments', 's#', NULL, 'order-#-%s', '{"to": "Ann, Oslo"}')
                """);

        var erasures = eraseEverywhere(ANN);

        assertThat(erasures).filteredOn(PersonalData.Erasure::isChange).hasSize(6);
        assertThat(StoredFacts.of(database, FactKind.CUSTOMERS))
                .singleElement()
                .satisfies(customer ->
                        assertThat(customer)
                                .containsEntry("customer_id", PSEUDONYM)
                                .containsEntry("segment", "gold")
                                .containsEntry("annual_income", "5.00")
                                .hasSize(3));
        for (var kind : List.of(FactKind.ORDERS, FactKind.RETURNS, FactKind.EVENTS)) {
            assertThat(StoredFacts.of(database, kind))
                    .singleElement()
                    .satisfies(fact -> assertThat(fact).containsEntry("customer_id", PSEUDONYM));
        }
        assertThat(StoredFacts.of(database, FactKind.ORDER_LINES)).hasSize(1);
        assertThat(StoredFacts.of(database, FactKind.RETURNS).getFirst())
                .doesNotContainKey("reason");
        assertThat(StoredFacts.of(database, FactKind.EVENTS).getFirst())
                .containsEntry("metadata", "{}");
        assertThat(StoredFacts.of(database, FactKind.EXTERNAL_IDS)).isEmpty();
        assertThat(StoredFacts.of(database, FactKind.RECORDS)).isEmpty();
    }

    @Test
    void what_waits_for_an_order_that_waits_for_the_customer_goes_too() {
        insert(
                ANN,
                """
                INSERT INTO quarantined_facts VALUES ('orders', 'o1', 'shop', 'customers', '%s',
                    jsonb_build_object('order_id', 'o1', 'customer_id', '%s'), now())
                """,
                """
                INSERT INTO quarantined_facts VALUES ('records', 's1', 'shop', 'orders', 'o1',
                    '{"order_id": "o1", "fields": {"to": "Ann"}}', now())
                """,
                """
                INSERT INTO quarantined_facts VALUES ('records', 's2', 'shop', 'orders', 'o2',
                    '{"order_id": "o2", "fields": {"to": "Ben"}}', now())
                """);

        eraseEverywhere(ANN);

        assertThat(StoredFacts.quarantined(database, FactKind.ORDERS)).isEmpty();
        assertThat(StoredFacts.quarantined(database, FactKind.RECORDS)).hasSize(1);
    }

    private static final String OF_TILL = "INSERT INTO external_ids VALUES ('till', '17', '%s')";

    /// A load of the till's, during which Ann is erased.
    private List<FactLoads.Count> loadWhileErased(Fact... facts) {
        var id = ((Person.Customer) ANN).id();
        insert(ANN, CUSTOMER, PRODUCT, OF_TILL);
        return transactions()
                .call(() -> {
                    var load = adapter.facts().loads().begin("till");
                    for (var fact : facts) {
                        load.add(fact);
                    }
                    load.add(event("by our id", id, "2026-03-01T10:00:00Z"));
                    var _ = AtOnce.call(1, _ -> eraseEverywhere(ANN));
                    return load.finish();
                });
    }

    @Test
    void a_load_leaves_out_who_was_erased_after_it_began() {
        var counts =
                loadWhileErased(
                        customer(((Person.Customer) ANN).id()),
                        customer("c2"),
                        order("o1", "17"),
                        order("o2", "c2"),
                        line("o1", "p1", "1"),
                        fact(
                                FactKind.RECORDS,
                                "collection",
                                "shipments",
                                "record_id",
                                "s1",
                                "order_id",
                                "o1",
                                "fields",
                                "{\"to\": \"Ann, Oslo\"}"),
                        fact(
                                FactKind.EXTERNAL_IDS,
                                "source",
                                "till",
                                "external_id",
                                "17",
                                "customer_id",
                                ((Person.Customer) ANN).id()),
                        event("by theirs", "17", "2026-03-01T10:00:00Z"));

        assertThat(StoredFacts.of(database, FactKind.CUSTOMERS))
                .extracting(row -> row.get("customer_id"))
                .containsExactlyInAnyOrder("c2", PSEUDONYM);
        assertThat(StoredFacts.of(database, FactKind.ORDERS))
                .extracting(row -> row.get("customer_id"))
                .containsExactly("c2");
        for (var kind : List.of(FactKind.EVENTS, FactKind.EXTERNAL_IDS, FactKind.RECORDS)) {
            assertThat(StoredFacts.of(database, kind)).isEmpty();
        }
        for (var kind : FactKind.values()) {
            assertThat(StoredFacts.quarantined(database, kind)).as(kind.label()).isEmpty();
        }
        assertThat(counts).allMatch(count -> count.superseded() > 0);
    }

    @Test
    void a_few_events_leave_out_who_was_erased_after_they_began() {
        var counts =
                loadWhileErased(
                        event("by theirs", "17", "2026-03-01T10:00:00Z"),
                        event("of another", "c2", "2026-03-01T10:00:00Z"));

        assertThat(StoredFacts.of(database, FactKind.EVENTS))
                .extracting(row -> row.get("customer_id"))
                .containsExactly("c2");
        assertThat(counts)
                .containsExactly(new FactLoads.Count(FactKind.EVENTS, 3, 1, 0, 0, 2, 0, 0));
    }

    @Test
    void a_load_that_begins_later_brings_back_whom_its_source_still_knows() {
        var _ = loadWhileErased();
        database.execute("UPDATE erasures SET erased_at = erased_at - interval '1 minute'");

        transactions()
                .run(() -> {
                    var load = adapter.facts().loads().begin("till");
                    load.add(customer(((Person.Customer) ANN).id()));
                    load.add(event("later", "17", "2026-03-01T10:00:00Z"));
                    var _ = load.finish();
                });

        assertThat(StoredFacts.of(database, FactKind.CUSTOMERS)).hasSize(2);
        assertThat(StoredFacts.of(database, FactKind.EVENTS)).hasSize(1);
    }

    @Test
    void an_erasure_does_not_wait_until_a_long_load_has_ended() throws SQLException {
        insert(ANN, CUSTOMER);
        try (var load = database.connect()) {
            load.setAutoCommit(false);
            FactLocks.takeFacts(load);

            assertThatThrownBy(() -> eraseEverywhere(ANN)).isInstanceOf(Unavailable.class);
        }
        assertThat(eraseEverywhere(ANN)).anyMatch(PersonalData.Erasure::isChange);
    }

    /// The same promises for the other sections.
    abstract class Section implements PersonalDataContract {

        private final String name;
        private final String[] statements;

        Section(String name, String... statements) {
            this.name = name;
            this.statements = statements.clone();
        }

        @Override
        public PersonalData data() {
            return named(name);
        }

        @Override
        public Transactions transactions() {
            return adapter.transactions();
        }

        @Override
        public Person person() {
            return ANN;
        }

        @Override
        public Person other() {
            return BEN;
        }

        @Override
        public void store(Person person) {
            insert(person, CUSTOMER, PRODUCT);
            insert(person, statements);
        }
    }

    @Nested
    class Erasures extends Section {
        Erasures() {
            super(
                    "erasures",
                    """
                    INSERT INTO erasures VALUES ('', sha256(convert_to('%s', 'UTF8')), now())
                    ON CONFLICT DO NOTHING
                    """);
        }

        @Override
        public boolean isKept() {
            return true;
        }
    }

    @Nested
    class ExternalIds extends Section {
        ExternalIds() {
            super("external_ids", "INSERT INTO external_ids VALUES ('till', '#', '%s')");
        }
    }

    @Nested
    class Records extends Section {
        Records() {
            super("records", "INSERT INTO records VALUES ('notes', '#', '%s', NULL, '{\"a\": 1}')");
        }
    }

    @Nested
    class QuarantinedFacts extends Section {
        QuarantinedFacts() {
            super(
                    "quarantined_facts",
                    """
                    INSERT INTO quarantined_facts VALUES ('orders', '#', 'shop', 'customers', '%s',
                        jsonb_build_object('customer_id', '%s'), now())
                    """);
        }
    }

    @Nested
    class OrderLines extends Section {
        OrderLines() {
            super(
                    "order_lines",
                    ORDER,
                    "INSERT INTO order_lines VALUES ('order-#-%s', 1, 'p1', 2, 5, 0, 10)");
        }

        @Override
        public boolean isKept() {
            return true;
        }
    }

    @Nested
    class Loyalty extends Section {
        Loyalty() {
            super(
                    "loyalty",
                    "INSERT INTO loyalty (customer_id, tier) VALUES ('%s', 'Gold')"
                            + " ON CONFLICT DO NOTHING");
        }
    }

    @Nested
    class Orders extends Section {
        Orders() {
            super("orders", ORDER);
        }
    }

    @Nested
    class Returns extends Section {
        Returns() {
            super(
                    "returns",
                    "INSERT INTO returns VALUES ('#', 'p1', NULL, '%s', now(), 1, NULL, 'small')");
        }
    }

    @Nested
    class Tickets extends Section {
        Tickets() {
            super(
                    "tickets",
                    "INSERT INTO tickets (ticket_id, customer_id, created_at)"
                            + " VALUES ('#', '%s', now())");
        }
    }

    @Nested
    class AppSessions extends Section {
        AppSessions() {
            super(
                    "app_sessions",
                    "INSERT INTO app_sessions (session_id, customer_id, started_at)"
                            + " VALUES ('#', '%s', now())");
        }
    }

    @Nested
    class Events extends Section {
        Events() {
            super("events", "INSERT INTO events VALUES ('#', '%s', 'search', now(), '{}')");
        }
    }
}
