package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.domain.ingestion.source.Position;
import io.holdfast.domain.ingestion.source.RecordSource;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.models.Table;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One query of one server. Each page is a transaction of its own that cannot write, so that none
/// is open while a page is imported.
///
/// One row more than asked for tells whether the last watermark goes on: its rows are left to the
/// next page then, unless there are no others; then they are read all, as far as `MAX_TIED`.
final class JdbcRecordSource implements RecordSource {

    /// Characters of a page, which is held in memory.
    private static final int MAX_PAGE_CHARACTERS = 64 * 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(JdbcRecordSource.class.getName());

    private final Connection connection;
    private final Source source;
    private final ServerDialect dialect;
    private final Secret secret;

    /// @param connection closed with this
    /// @param secret kept out of what is told of failures
    JdbcRecordSource(Connection connection, Source source, ServerDialect dialect, Secret secret) {
        this.connection = connection;
        this.source = source;
        this.dialect = dialect;
        this.secret = secret;
    }

    /// Rows of one answer.
    private record Answer(List<String> names, List<Table.Row> rows, List<String> marks) {

        boolean isLongerThan(int limit) {
            return rows.size() > limit;
        }

        /// How many rows come before the last watermark begins.
        int beforeLastMark() {
            int end = marks.size();
            while (end > 0 && marks.get(end - 1).equals(marks.getLast())) {
                end--;
            }
            return end;
        }

        Page page(int end) {
            return end == 0
                    ? new Page.End()
                    : new Page.Records(names, rows.subList(0, end), marks.get(end - 1));
        }
    }

    /// Of a transaction.
    private interface Ending extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /// What is asked for cannot be had as it is.
    private static final class UnfitException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        UnfitException(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    @Override
    public Page next(Position position, int limit) {
        try {
            // Where that fails too, the first failure counts.
            try (Ending _ = connection::rollback) {
                return page(position, limit);
            }
        } catch (UnfitException e) {
            return new Page.Refused(e.reason);
        } catch (SQLException e) {
            var fault = Faults.of(e, secret);
            return fault.again() || (isGone() && !fault.isTooLarge())
                    ? new Page.Lost(fault.reason())
                    : new Page.Refused(fault.reason());
        }
    }

    /// A driver may close a connection and say nothing about it in its error.
    private boolean isGone() {
        try {
            return connection.isClosed();
        } catch (SQLException _) {
            return true;
        }
    }

    private Page page(Position position, int limit) throws SQLException, UnfitException {
        var answer =
                switch (position) {
                    case Position.Beginning() -> ask(" IS NOT NULL", Optional.empty(), limit + 1);
                    case Position.From(var mark) -> ask(" >= ?", Optional.of(mark), limit + 1);
                    case Position.After(var mark) -> ask(" > ?", Optional.of(mark), limit + 1);
                };
        if (!answer.isLongerThan(limit)) {
            return answer.page(answer.rows().size());
        }
        int whole = answer.beforeLastMark();
        if (whole > 0) {
            return answer.page(whole);
        }
        var mark = answer.marks().getLast();
        var tied = ask(" = ?", Optional.of(mark), MAX_TIED + 1);
        if (tied.isLongerThan(MAX_TIED)) {
            throw new UnfitException(
                    "more than %d records share the watermark %s: choose a finer one"
                            .formatted(MAX_TIED, mark));
        }
        return tied.page(tied.rows().size());
    }

    private Answer ask(String condition, Optional<String> mark, int limit)
            throws SQLException, UnfitException {
        var column = "q." + dialect.quoted(source.selection().watermark());
        var sql =
                "SELECT * FROM (%s) q WHERE %s%s ORDER BY %s LIMIT %d"
                        .formatted(source.selection().query(), column, condition, column, limit);
        try (var select = connection.prepareStatement(sql)) {
            select.setQueryTimeout(ServerDialect.QUERY_SECONDS);
            select.setFetchSize(dialect.fetchRows());
            if (mark.isPresent()) {
                set(select, mark.get());
            }
            try (var rows = select.executeQuery()) {
                return read(rows);
            }
        }
    }

    private void set(PreparedStatement select, String mark) throws SQLException, UnfitException {
        try {
            Mark.set(select, 1, mark, source.selection().type(), dialect);
        } catch (RuntimeException e) {
            throw new UnfitException(
                    "the pulls so far had watermarks of another type than the column's now");
        }
    }

    private Answer read(ResultSet rows) throws SQLException, UnfitException {
        var columns = ColumnText.of(rows.getMetaData(), dialect);
        var watermark = watermark(columns);
        var read = new ArrayList<Table.Row>();
        var marks = new ArrayList<String>();
        long characters = 0;
        while (rows.next()) {
            var cells = new ArrayList<String>(columns.size());
            for (var column : columns) {
                var cell = column.read(rows);
                characters += cell.length();
                if (characters > MAX_PAGE_CHARACTERS) {
                    throw new UnfitException(Faults.TOO_LARGE);
                }
                cells.add(cell);
            }
            read.add(new Table.Row(read.size() + 1L, cells));
            marks.add(mark(cells.get(watermark.index() - 1)));
        }
        return new Answer(columns.stream().map(ColumnText::name).toList(), read, marks);
    }

    private static String mark(String text) throws UnfitException {
        if (text.isEmpty() || text.length() > Position.MAX_MARK_LENGTH) {
            throw new UnfitException("a record has a watermark that cannot be read");
        }
        return text;
    }

    private ColumnText watermark(List<ColumnText> columns) throws UnfitException {
        var name = source.selection().watermark();
        // MySQL and MariaDB name columns in any case.
        var found =
                columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).toList();
        if (found.size() != 1) {
            throw new UnfitException("the query's answer has no one column " + name);
        }
        if (!Mark.fits(found.getFirst().form(), source.selection().type())) {
            throw new UnfitException(
                    "the column %s holds no %s"
                            .formatted(
                                    name,
                                    switch (source.selection().type()) {
                                        case MOMENT -> "dates or moments";
                                        case NUMBER -> "whole or decimal numbers";
                                    }));
        }
        return found.getFirst();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "a connection to a source could not be closed", e);
        }
    }
}
