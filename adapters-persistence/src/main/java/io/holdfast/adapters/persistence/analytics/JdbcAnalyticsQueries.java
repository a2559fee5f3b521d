package io.holdfast.adapters.persistence.analytics;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.DatabaseException;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Computes every answer, from the facts or from the profiles that are kept.
public final class JdbcAnalyticsQueries implements AnalyticsQueries {

    private static final int ANSWER_SECONDS_MAX = 50;

    /// Every moment is a question of its own, so that no memory of answers bounds them.
    private static final int COMPUTED_AT_ONCE_MAX = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// A refresh may drop the table that was looked up just before.
    private static final int LOOKS_MAX = 3;

    private static final String NO_SUCH_TABLE = "42P01";

    /// Profiles of nobody are as good as none.
    private static final String NEWEST_BUILD =
            """
            SELECT number, started_at FROM customer_360_runs
            WHERE state = 'DONE' AND customers > 0 ORDER BY number DESC LIMIT 1
            """;

    private record Build(long number, Instant asOf) {}

    private final Database database;
    private final BigDecimal ticketCost;
    private final InstantSource clock;
    private final ComputingLimit computing;

    /// One for a node: each bounds only what is computed by itself.
    ///
    /// @param ticketCost what a support ticket costs, in the currency of the orders
    public JdbcAnalyticsQueries(Database database, BigDecimal ticketCost, InstantSource clock) {
        this(database, ticketCost, clock, new ComputingLimit(COMPUTED_AT_ONCE_MAX, PATIENCE));
    }

    JdbcAnalyticsQueries(
            Database database,
            BigDecimal ticketCost,
            InstantSource clock,
            ComputingLimit computing) {
        this.database = database;
        this.ticketCost = ticketCost;
        this.clock = clock;
        this.computing = computing;
    }

    @Override
    public Answer answer(Question question, Instant asOf) {
        return compute(question, asOf, clock.instant());
    }

    private Answer compute(Question question, Instant asOf, Instant freshness) {
        return computing.compute(() -> select(question, asOf, freshness));
    }

    private Answer select(Question question, Instant asOf, Instant freshness) {
        return database.read(connection -> {
            var sql = sql(question, AnalysisSql.of(question.analysis()));
            try (var select = connection.prepareStatement(sql)) {
                select.setBigDecimal(1, ticketCost);
                select.setObject(2, OffsetDateTime.ofInstant(asOf, ZoneOffset.UTC));
                bind(connection, select, question, 3);
                return Answer.of(read(select), asOf, freshness);
            }
        });
    }

    @Override
    public Answer latest(Question question) {
        for (int looks = 1; ; looks++) {
            try {
                var kept = database.read(connection -> keptAnswer(connection, question));
                var now = clock.instant();
                return kept.orElseGet(() -> compute(question, now, now));
            } catch (DatabaseException e) {
                boolean isDropped =
                        e.getCause() instanceof SQLException cause
                                && NO_SUCH_TABLE.equals(cause.getSQLState());
                if (!isDropped || looks == LOOKS_MAX) {
                    throw e;
                }
            }
        }
    }

    private Optional<Answer> keptAnswer(Connection connection, Question question)
            throws SQLException {
        var found = newestBuild(connection);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var build = found.get();
        var sql = sql(question, AnalysisSql.of(question.analysis()).ofBuild(build.number()));
        try (var select = connection.prepareStatement(sql)) {
            select.setBigDecimal(1, ticketCost);
            bind(connection, select, question, 2);
            return Optional.of(Answer.of(read(select), build.asOf(), build.asOf()));
        }
    }

    private static Optional<Build> newestBuild(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(NEWEST_BUILD);
                var rows = select.executeQuery()) {
            return rows.next()
                    ? Optional.of(
                            new Build(
                                    rows.getLong(1),
                                    rows.getObject(2, OffsetDateTime.class).toInstant()))
                    : Optional.empty();
        }
    }

    private static String sql(Question question, AnalysisSql asked) {
        var conditions = new StringBuilder("true");
        for (var condition : question.conditions()) {
            var column = condition.column();
            conditions
                    .append(" AND ")
                    .append(
                            switch (condition) {
                                case Condition.OneOf _ -> column + " = ANY (?)";
                                case Condition.MoreThan _ -> column + " > ?";
                                case Condition.AtLeast _ -> column + " >= ?";
                                case Condition.AtMost _ -> column + " <= ?";
                                case Condition.Is _ -> column + " = ?";
                                // As the list is sorted, so that an index is of use.
                                case Condition.After _ ->
                                        "(-customer_health_score, -total_spent, customer_id)"
                                                + " > (?, ?, ?)";
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

    private static void bind(
            Connection connection, PreparedStatement select, Question question, int first)
            throws SQLException {
        int index = first;
        for (var condition : question.conditions()) {
            switch (condition) {
                case Condition.OneOf(var _, var texts) ->
                        select.setArray(index, connection.createArrayOf("text", texts.toArray()));
                case Condition.MoreThan(var _, var bound) -> select.setBigDecimal(index, bound);
                case Condition.AtLeast(var _, var bound) -> select.setBigDecimal(index, bound);
                case Condition.AtMost(var _, var bound) -> select.setBigDecimal(index, bound);
                case Condition.Is(var _, var flag) -> select.setBoolean(index, flag);
                case Condition.After(var health, var spent, var id) -> {
                    select.setBigDecimal(index++, health.negate());
                    select.setBigDecimal(index++, spent.negate());
                    select.setString(index, id);
                }
            }
            index++;
        }
        select.setInt(index++, question.limit());
        select.setInt(index, question.offset());
    }

    private static List<List<Cell>> read(PreparedStatement select) throws SQLException {
        select.setQueryTimeout(ANSWER_SECONDS_MAX);
        try (var rows = select.executeQuery()) {
            return read(rows);
        }
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
