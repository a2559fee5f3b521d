package io.holdfast.adapters.persistence.notifications;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.ErasureLock;
import io.holdfast.adapters.persistence.JsonTexts;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.domain.kernel.PersonalData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Messages that name a customer: with a value that is the customer's id, wherever it stands. What
/// has been delivered is with its receiver, and not reached.
public final class PersonalMessages implements PersonalData {

    private static final String NAME = "messages";

    private static final String ALL =
            """
            SELECT id, event, destination, payload, decided_at, delivered_at
            FROM outbox ORDER BY decided_at DESC, id DESC
            """;

    private static final String REPLACE = "UPDATE outbox SET payload = ?::json WHERE id = ?";

    /// Messages that are in memory at once.
    private static final int FETCHED = 500;

    /// @param freed the payload without the customer
    private record Message(UUID id, Map<String, String> shown, String freed) {}

    private final Database database;
    private final JsonTexts texts = new JsonTexts();

    public PersonalMessages(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> columns() {
        return Set.of(
                "outbox.event",
                "outbox.destination",
                "outbox.payload",
                "outbox.decided_at",
                "outbox.delivered_at");
    }

    @Override
    public Section export(Person person, int limit) {
        return switch (person) {
            case Person.Account _ -> new Section(NAME, List.of(), 0);
            case Person.Customer(var id) -> {
                var found = about(id, "");
                yield new Section(
                        NAME,
                        found.stream().limit(limit).map(Message::shown).toList(),
                        found.size());
            }
        };
    }

    @Override
    public Erasure erase(Person person, String pseudonym) {
        return switch (person) {
            case Person.Account _ -> new Erasure(NAME, 0, 0, 0);
            case Person.Customer(var id) -> new Erasure(NAME, 0, erase(id, pseudonym), 0);
        };
    }

    private long erase(String customer, String pseudonym) {
        return database.lock(connection -> {
            ErasureLock.take(connection);
            var found = about(customer, pseudonym);
            try (var update = connection.prepareStatement(REPLACE)) {
                for (var message : found) {
                    update.setString(1, message.freed());
                    update.setObject(2, message.id());
                    update.executeUpdate();
                }
            }
            return (long) found.size();
        });
    }

    /// In a transaction, as the rows would otherwise all be fetched at once.
    private List<Message> about(String customer, String pseudonym) {
        return database.write(connection -> {
            try (var select = connection.prepareStatement(ALL)) {
                select.setFetchSize(FETCHED);
                select.setQueryTimeout(NamedRows.STATEMENT_SECONDS_MAX);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Message>();
                    while (rows.next()) {
                        var freed = texts.replace(rows.getString(4), customer, pseudonym);
                        if (freed.isPresent()) {
                            found.add(
                                    new Message(
                                            rows.getObject(1, UUID.class),
                                            shown(rows),
                                            freed.get()));
                        }
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    private static Map<String, String> shown(ResultSet row) throws SQLException {
        var shown = new LinkedHashMap<String, String>();
        shown.put("event", row.getString(2));
        shown.put("destination", row.getString(3));
        shown.put("payload", row.getString(4));
        shown.put("decided_at", row.getObject(5, OffsetDateTime.class).toInstant().toString());
        var delivered = row.getObject(6, OffsetDateTime.class);
        if (delivered != null) {
            shown.put("delivered_at", delivered.toInstant().toString());
        }
        return shown;
    }
}
