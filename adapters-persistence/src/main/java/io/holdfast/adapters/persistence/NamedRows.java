package io.holdfast.adapters.persistence;

import io.holdfast.domain.kernel.PersonalData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rows of one table that name a person in a column.
///
/// Most tables have no index by person, since nobody else asks that way: each call reads the whole
/// table once, a partition at a time. It waits for nobody and nobody waits for it, but for those
/// who change the person's own rows, and the one who makes next month's partition. A statement that
/// takes longer than `STATEMENT_SECONDS_MAX` is given up, and the whole request with it.
public final class NamedRows implements PersonalData {

    /// Below the silence after which a connection is taken for dead, so that the server is told.
    public static final int STATEMENT_SECONDS_MAX = 50;

    public enum Whose {
        CUSTOMER,
        ACCOUNT
    }

    /// What becomes of the rows of somebody who is erased.
    public enum AtErasure {
        DELETED,
        /// The columns that name the person get the pseudonym instead.
        PSEUDONYMISED,
        /// They have to stay, or name nobody themselves.
        KEPT
    }

    /// @param condition which rows are about the person, with one `?` for its id or name
    /// @param naming columns that get the pseudonym
    /// @param shown columns that are exported, in their order
    /// @param hidden columns that are about people and not exported: secrets
    /// @param newestFirst how the rows are sorted
    public record Shape(
            String name,
            Whose whose,
            String table,
            String condition,
            List<String> naming,
            List<String> shown,
            List<String> hidden,
            String newestFirst,
            AtErasure atErasure) {
        public Shape {
            naming = List.copyOf(naming);
            shown = List.copyOf(shown);
            hidden = List.copyOf(hidden);
        }
    }

    private final Database database;
    private final Shape shape;

    public NamedRows(Database database, Shape shape) {
        this.database = database;
        this.shape = shape;
    }

    /// What a user did, as rows that name the user in one column.
    public static NamedRows doings(
            Database database,
            String name,
            String table,
            String actor,
            List<String> shown,
            String newestFirst,
            AtErasure atErasure) {
        return new NamedRows(
                database,
                new Shape(
                        name,
                        Whose.ACCOUNT,
                        table,
                        actor + " = ?",
                        List.of(actor),
                        shown,
                        List.of(),
                        newestFirst,
                        atErasure));
    }

    @Override
    public String name() {
        return shape.name();
    }

    @Override
    public Set<String> columns() {
        var columns = new HashSet<String>();
        for (var part : List.of(shape.naming(), shape.shown(), shape.hidden())) {
            part.forEach(column -> columns.add(shape.table() + "." + column));
        }
        return Set.copyOf(columns);
    }

    /// The id or name by which rows name the person; empty for one these rows are not about.
    private String key(Person person) {
        return switch (person) {
            case Person.Customer(var id) when shape.whose() == Whose.CUSTOMER -> id;
            case Person.Account(var username) when shape.whose() == Whose.ACCOUNT -> username;
            case Person.Customer _, Person.Account _ -> "";
        };
    }

    @Override
    public Section export(Person person, int limit) {
        var key = key(person);
        if (key.isEmpty()) {
            return new Section(name(), List.of(), 0);
        }
        var sql =
                "SELECT count(*) OVER (), %s FROM %s WHERE %s ORDER BY %s LIMIT ?"
                        .formatted(
                                String.join(", ", shape.shown()),
                                shape.table(),
                                shape.condition(),
                                shape.newestFirst());
        return database.read(connection -> {
            try (var select = prepare(connection, sql)) {
                select.setString(1, key);
                select.setInt(2, limit);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Map<String, String>>();
                    long total = 0;
                    while (rows.next()) {
                        total = rows.getLong(1);
                        found.add(row(rows));
                    }
                    return new Section(name(), found, total);
                }
            }
        });
    }

    private Map<String, String> row(ResultSet rows) throws SQLException {
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < shape.shown().size(); i++) {
            var value = text(rows, i + 2);
            if (!value.isEmpty()) {
                row.put(shape.shown().get(i), value);
            }
        }
        return row;
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        var text = rows.getString(column);
        if (text == null) {
            return "";
        }
        return switch (rows.getMetaData().getColumnTypeName(column)) {
            case "timestamptz" ->
                    rows.getObject(column, OffsetDateTime.class).toInstant().toString();
            case "bool" -> String.valueOf(rows.getBoolean(column));
            case "bytea" -> HexFormat.of().formatHex(rows.getBytes(column));
            default -> text;
        };
    }

    @Override
    public Erasure erase(Person person, String pseudonym) {
        var key = key(person);
        if (key.isEmpty()) {
            return new Erasure(name(), 0, 0, 0);
        }
        return switch (shape.atErasure()) {
            case DELETED ->
                    new Erasure(name(), change("DELETE FROM %s WHERE %s", key, List.of()), 0, 0);
            case PSEUDONYMISED -> new Erasure(name(), 0, rename(key, pseudonym), 0);
            case KEPT -> new Erasure(name(), 0, 0, count(key));
        };
    }

    private long rename(String key, String pseudonym) {
        var values = new ArrayList<String>();
        var changes = new ArrayList<String>();
        for (var column : shape.naming()) {
            changes.add(column + " = ?");
            values.add(pseudonym);
        }
        return change("UPDATE %s SET " + String.join(", ", changes) + " WHERE %s", key, values);
    }

    /// A partition at a time, so that each statement has an end.
    private long change(String template, String key, List<String> before) {
        return database.lock(connection -> {
            long changed = 0;
            for (var table : Partitioned.parts(connection, shape.table())) {
                var sql = template.formatted(table, shape.condition());
                try (var change = prepare(connection, sql)) {
                    for (int i = 0; i < before.size(); i++) {
                        change.setString(i + 1, before.get(i));
                    }
                    change.setString(before.size() + 1, key);
                    changed += change.executeUpdate();
                }
            }
            return changed;
        });
    }

    private long count(String key) {
        var sql = "SELECT count(*) FROM %s WHERE %s".formatted(shape.table(), shape.condition());
        return database.lock(connection -> {
            try (var select = prepare(connection, sql)) {
                select.setString(1, key);
                try (var rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    private static PreparedStatement prepare(Connection connection, String sql)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(STATEMENT_SECONDS_MAX);
        return statement;
    }
}
