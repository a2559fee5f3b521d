package io.holdfast.adapters.persistence.identity;

import io.holdfast.domain.identity.AuditEvent;
import io.holdfast.domain.identity.AuditQueries.Entry;
import io.holdfast.domain.identity.AuditQueries.Filter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Audit rows as they are selected.
final class AuditRows {

    static final String COLUMNS =
            "position, event_id, at, actor_kind, actor_id, actor_name, action, target, address,"
                    + " request_id, result, hash";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM audit_events WHERE true";

    /// @param values of the parameters, in their order
    record Query(String sql, List<Object> values) {

        PreparedStatement prepare(Connection connection) throws SQLException {
            var statement = connection.prepareStatement(sql);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        }
    }

    private AuditRows() {}

    static Query newestFirst(Filter filter, long before, int limit) {
        var sql = new StringBuilder(SELECT);
        var values = new ArrayList<>();
        narrow(filter, sql, values);
        sql.append(" AND position < ? ORDER BY position DESC LIMIT ?");
        values.add(before);
        values.add(limit);
        return new Query(sql.toString(), List.copyOf(values));
    }

    static Query oldestFirst(Filter filter) {
        var sql = new StringBuilder(SELECT);
        var values = new ArrayList<>();
        narrow(filter, sql, values);
        return new Query(sql.append(" ORDER BY position").toString(), List.copyOf(values));
    }

    private static void narrow(Filter filter, StringBuilder sql, List<Object> values) {
        if (!filter.actor().isEmpty()) {
            sql.append(" AND (actor_id = ? OR actor_name = ?)");
            values.add(filter.actor());
            values.add(filter.actor());
        }
        if (!filter.action().isEmpty()) {
            sql.append(" AND starts_with(action, ?)");
            values.add(filter.action());
        }
        if (!filter.target().isEmpty()) {
            sql.append(" AND target = ?");
            values.add(filter.target());
        }
        if (!filter.from().equals(Instant.MIN)) {
            sql.append(" AND at >= ?");
            values.add(filter.from().atOffset(ZoneOffset.UTC));
        }
        if (!filter.until().equals(Instant.MAX)) {
            sql.append(" AND at < ?");
            values.add(filter.until().atOffset(ZoneOffset.UTC));
        }
    }

    static Entry entry(ResultSet row) throws SQLException {
        var actor =
                new AuditEvent.Actor(
                        AuditEvent.Actor.Kind.valueOf(row.getString("actor_kind")),
                        row.getString("actor_id"),
                        row.getString("actor_name"));
        var event =
                new AuditEvent(
                        row.getObject("event_id", UUID.class),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        actor,
                        row.getString("action"),
                        row.getString("target"),
                        row.getString("address"),
                        row.getString("request_id"),
                        AuditEvent.Result.valueOf(row.getString("result")));
        return new Entry(row.getLong("position"), event, row.getString("hash"));
    }
}
