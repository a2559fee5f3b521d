package io.holdfast.adapters.persistence.customers;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.customers.CustomerQueries;
import io.holdfast.domain.customers.FactField;
import io.holdfast.domain.customers.FactKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads by the keys and indexes of the facts' tables.
public final class JdbcCustomerQueries implements CustomerQueries {

    private static final List<String> FIELDS =
            Stream.of(FactKind.CUSTOMERS, FactKind.LOYALTY)
                    .flatMap(kind -> kind.fields().stream())
                    .filter(field -> !field.isKey())
                    .map(FactField::name)
                    .toList();

    private static final String FIND =
            FIELDS.stream()
                    .collect(
                            Collectors.joining(
                                    ", ",
                                    "SELECT ",
                                    " FROM customers LEFT JOIN loyalty USING (customer_id)"
                                            + " WHERE customer_id = ?"));

    /// In two halves, since an index serves each, and neither the two at once.
    private static final String EVENTS =
            """
            (SELECT event_id, customer_id, type, occurred_at, metadata FROM events
             WHERE customer_id = ? AND occurred_at = ? AND event_id > ?
             ORDER BY event_id LIMIT ?)
            UNION ALL
            (SELECT event_id, customer_id, type, occurred_at, metadata FROM events
             WHERE customer_id = ? AND occurred_at < ?
             ORDER BY occurred_at DESC, event_id LIMIT ?)
            ORDER BY occurred_at DESC, event_id LIMIT ?
            """;

    private final Database database;

    public JdbcCustomerQueries(Database database) {
        this.database = database;
    }

    @Override
    public long count() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT count(*) FROM customers");
                    var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    @Override
    public Optional<Profile> find(String id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(FIND)) {
                select.setString(1, id);
                try (var rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Profile(id, fields(rows)))
                            : Optional.empty();
                }
            }
        });
    }

    private static Map<String, String> fields(ResultSet rows) throws SQLException {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < FIELDS.size(); i++) {
            var value = FactValue.read(rows, i + 1);
            if (!value.isEmpty()) {
                fields.put(FIELDS.get(i), value);
            }
        }
        return fields;
    }

    @Override
    public List<Event> events(String customer, Position after, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(EVENTS)) {
                var at = after.at().atOffset(ZoneOffset.UTC);
                select.setString(1, customer);
                select.setObject(2, at);
                select.setString(3, after.id());
                select.setInt(4, limit);
                select.setString(5, customer);
                select.setObject(6, at);
                select.setInt(7, limit);
                select.setInt(8, limit);
                try (var rows = select.executeQuery()) {
                    var events = new ArrayList<Event>();
                    while (rows.next()) {
                        events.add(
                                new Event(
                                        rows.getString(1),
                                        rows.getString(2),
                                        rows.getString(3),
                                        rows.getObject(4, OffsetDateTime.class).toInstant(),
                                        rows.getString(5)));
                    }
                    return List.copyOf(events);
                }
            }
        });
    }
}
