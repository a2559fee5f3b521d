package io.holdfast.adapters.persistence.customers;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.adapters.persistence.NamedRows.Shape;
import io.holdfast.adapters.persistence.NamedRows.Whose;
import io.holdfast.domain.kernel.PersonalData;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Facts of one table about a customer. Loads and erasures wait for each other, and a load leaves
/// out who was erased since it began, so that none brings back what another is taking away.
final class FactRows implements PersonalData {

    /// A load may take an hour; whoever asks for an erasure is told to come back.
    private static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(5);

    /// What says nothing about who somebody is, and what models and figures are made of.
    private static final String MAKE_PSEUDONYM =
            """
            INSERT INTO customers (customer_id, source, registered_at, segment, preferred_channel,
                annual_income, total_children, education_level, occupation, home_owner,
                email_engagement, changed_at)
            SELECT ?, source, registered_at, segment, preferred_channel,
                annual_income, total_children, education_level, occupation, home_owner,
                email_engagement, changed_at
            FROM customers WHERE customer_id = ?
            ON CONFLICT (customer_id) DO NOTHING
            """;

    /// What becomes of the rows at erasure.
    private sealed interface Fate {
        /// As the rows' shape says.
        record Told() implements Fate {}

        /// Follow the customer to the pseudonym.
        ///
        /// @param sql with the pseudonym and the id as parameters
        record Moved(String sql) implements Fate {}

        /// The customer: its pseudonym takes its place.
        record Replaced() implements Fate {}

        /// The note that the customer is erased, which is made then.
        record Noted(InstantSource clock) implements Fate {}
    }

    private final Database database;
    private final NamedRows rows;
    private final Fate fate;

    private FactRows(Database database, Shape shape, Fate fate) {
        this.database = database;
        this.rows = new NamedRows(database, shape);
        this.fate = fate;
    }

    /// Rows that go, or stay.
    static FactRows of(
            Database database,
            String table,
            String condition,
            List<String> columns,
            String newestFirst,
            AtErasure atErasure) {
        return new FactRows(
                database,
                shape(table, condition, columns, newestFirst, atErasure),
                new Fate.Told());
    }

    /// Rows that follow the customer to the pseudonym.
    ///
    /// @param emptied an assignment that takes away what may say who it was; may be empty
    static FactRows moved(
            Database database,
            String table,
            List<String> columns,
            String newestFirst,
            String emptied) {
        var more = emptied.isEmpty() ? "" : ", " + emptied;
        return new FactRows(
                database,
                shape(table, "customer_id = ?", columns, newestFirst, AtErasure.PSEUDONYMISED),
                new Fate.Moved(
                        "UPDATE %s SET customer_id = ?%s WHERE customer_id = ?"
                                .formatted(table, more)));
    }

    static FactRows customers(Database database, List<String> columns) {
        return new FactRows(
                database,
                shape(
                        "customers",
                        "customer_id = ?",
                        columns,
                        "customer_id",
                        AtErasure.PSEUDONYMISED),
                new Fate.Replaced());
    }

    /// Comes before all others, which the ids are found by.
    static FactRows erasures(Database database, InstantSource clock) {
        return new FactRows(
                database,
                shape(
                        "erasures",
                        "source = '' AND id_sha256 = " + ErasedIds.digest("?"),
                        List.of("source", "id_sha256", "erased_at"),
                        "erased_at DESC",
                        AtErasure.KEPT),
                new Fate.Noted(clock));
    }

    private static Shape shape(
            String table,
            String condition,
            List<String> columns,
            String newestFirst,
            AtErasure atErasure) {
        return new Shape(
                table,
                Whose.CUSTOMER,
                table,
                condition,
                List.of(),
                columns,
                List.of(),
                newestFirst,
                atErasure);
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public Set<String> columns() {
        return rows.columns();
    }

    @Override
    public Section export(Person person, int limit) {
        return rows.export(person, limit);
    }

    @Override
    public Erasure erase(Person person, String pseudonym) {
        return switch (person) {
            case Person.Account _ -> new Erasure(name(), 0, 0, 0);
            case Person.Customer(var id) -> erase(person, id, pseudonym);
        };
    }

    private Erasure erase(Person person, String id, String pseudonym) {
        return database.lock(connection -> {
            FactLocks.waitAtMost(connection, LOCK_WAIT_MAX);
            FactLocks.takeFacts(connection);
            FactLocks.takeEvents(connection);
            FactLocks.waitAsLong(connection);
            return switch (fate) {
                case Fate.Noted(var clock) -> {
                    change(connection, ErasedIds.REMEMBER, clock.instant().toString(), id, id);
                    yield new Erasure(name(), 0, 0, 1);
                }
                case Fate.Told() -> rows.erase(person, pseudonym);
                case Fate.Moved(var sql) -> {
                    change(connection, MAKE_PSEUDONYM, pseudonym, id);
                    yield new Erasure(name(), 0, change(connection, sql, pseudonym, id), 0);
                }
                case Fate.Replaced() -> {
                    change(connection, MAKE_PSEUDONYM, pseudonym, id);
                    long gone =
                            change(connection, "DELETE FROM customers WHERE customer_id = ?", id);
                    yield new Erasure(name(), 0, gone, 0);
                }
            };
        });
    }

    private static long change(Connection connection, String sql, String... values)
            throws SQLException {
        try (var change = connection.prepareStatement(sql)) {
            change.setQueryTimeout(NamedRows.STATEMENT_SECONDS_MAX);
            for (int i = 0; i < values.length; i++) {
                change.setString(i + 1, values[i]);
            }
            return change.executeUpdate();
        }
    }
}
