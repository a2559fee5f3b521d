package io.holdfast.adapters.persistence.analytics;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.analytics.AnalyticsQueries;
import io.holdfast.domain.analytics.Answer;
import io.holdfast.domain.analytics.Answer.Cell;
import io.holdfast.domain.analytics.Condition;
import io.holdfast.domain.analytics.Question;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Computes every answer from the facts.
public final class JdbcAnalyticsQueries implements AnalyticsQueries {

    private static final int ANSWER_SECONDS_MAX = 50;

    private final Database database;
    private final BigDecimal ticketCost;

    /// @param ticketCost what a support ticket costs, in the currency of the orders
    public JdbcAnalyticsQueries(Database database, BigDecimal ticketCost) {
        this.database = database;
        this.ticketCost = ticketCost;
    }

    @Override
    public Answer answer(Question question, Instant asOf) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(sql(question))) {
                select.setQueryTimeout(ANSWER_SECONDS_MAX);
                bind(connection, select, question, asOf);
                try (var rows = select.executeQuery()) {
                    return new Answer(read(rows));
                }
            }
        });
    }

    private static String sql(Question question) {
        var asked = AnalysisSql.of(question.analysis());
        var conditions = new StringBuilder("true");
        for (var condition : question.conditions()) {
            conditions
                    .append(" AND ")
                    .append(condition.column())
                    .append(
                            switch (condition) {
                                case Condition.OneOf _ -> " = ANY (?)";
                                case Condition.MoreThan _ -> " > ?";
                                case Condition.AtLeast _ -> " >= ?";
                                case Condition.AtMost _ -> " <= ?";
                                case Condition.Is _ -> " = ?";
                            });
        }
        return """
        WITH costs AS (SELECT ?::numeric AS ticket), answer AS (%s)
        SELECT %s FROM answer WHERE %s ORDER BY %s LIMIT ? OFFSET ?
        """
                .formatted(
                        asked.select(),
                        String.join(", ", question.analysis().columns()),
                        conditions,
                        asked.order());
    }

    private void bind(
            Connection connection, PreparedStatement select, Question question, Instant asOf)
            throws SQLException {
        int index = 1;
        select.setBigDecimal(index++, ticketCost);
        select.setObject(index++, OffsetDateTime.ofInstant(asOf, ZoneOffset.UTC));
        for (var condition : question.conditions()) {
            switch (condition) {
                case Condition.OneOf(var _, var texts) ->
                        select.setArray(index, connection.createArrayOf("text", texts.toArray()));
                case Condition.MoreThan(var _, var bound) -> select.setBigDecimal(index, bound);
                case Condition.AtLeast(var _, var bound) -> select.setBigDecimal(index, bound);
                case Condition.AtMost(var _, var bound) -> select.setBigDecimal(index, bound);
                case Condition.Is(var _, var flag) -> select.setBoolean(index, flag);
            }
            index++;
        }
        select.setInt(index++, question.limit());
        select.setInt(index, question.offset());
    }

    private static List<List<Cell>> read(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        var read = new ArrayList<List<Cell>>();
        while (rows.next()) {
            var row = new ArrayList<Cell>(columns);
            for (int column = 1; column <= columns; column++) {
                row.add(cell(rows, column));
            }
            read.add(row);
        }
        return read;
    }

    private static Cell cell(ResultSet rows, int column) throws SQLException {
        if (rows.getObject(column) == null) {
            return new Cell.Unknown();
        }
        var type = rows.getMetaData().getColumnTypeName(column);
        return switch (type) {
            case "text" -> new Cell.Text(rows.getString(column));
            case "int4", "int8", "numeric" -> new Cell.Figure(rows.getBigDecimal(column));
            case "bool" -> new Cell.Flag(rows.getBoolean(column));
            case "timestamptz" ->
                    new Cell.Moment(rows.getObject(column, OffsetDateTime.class).toInstant());
            case "_text" -> new Cell.Texts(List.of((String[]) rows.getArray(column).getArray()));
            default -> throw new IllegalStateException("no cell is a " + type);
        };
    }
}
