package io.holdfast.adapters.persistence.notifications;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.notifications.Outbox;
import java.time.ZoneOffset;

/// The messages in a table; who delivers them marks them there.
public final class JdbcOutbox implements Outbox {

    private static final String INSERT =
            "INSERT INTO outbox (id, event, destination, payload, decided_at)"
                    + " VALUES (?, ?, ?, ?::json, ?) ON CONFLICT (id) DO NOTHING";

    private static final String WAITING = "SELECT count(*) FROM outbox WHERE delivered_at IS NULL";

    private final Database database;

    public JdbcOutbox(Database database) {
        this.database = database;
    }

    @Override
    public void add(Message message) {
        database.write(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setObject(1, message.id());
                insert.setString(2, message.event());
                insert.setString(3, message.destination());
                insert.setString(4, message.payload());
                insert.setObject(5, message.at().atOffset(ZoneOffset.UTC));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public long waiting() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(WAITING);
                    var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
