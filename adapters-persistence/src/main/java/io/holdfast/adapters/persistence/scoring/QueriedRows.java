package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.DatabaseException;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The rows of a query, through a cursor on a connection of its own: what is in memory does not
/// grow with the table.
final class QueriedRows implements RowStream {

    private static final int FETCH_SIZE = 2_000;
    private static final Batch END = new Batch.End();

    /// Sets the parameters of the statement.
    @FunctionalInterface
    interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private final Header header;
    private final int width;
    private final UnaryOperator<List<String>> fit;
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private long line = 1;

    /// Takes the connection over, and closes it where the query fails.
    ///
    /// @param fit what becomes of a row's cells; an empty list leaves the row out
    QueriedRows(
            Connection connection,
            String sql,
            List<String> header,
            Parameters parameters,
            UnaryOperator<List<String>> fit) {
        this.header = new Header.Read(header);
        this.width = header.size();
        this.fit = fit;
        this.connection = connection;
        try {
            // A cursor lives in a transaction; this one sees the facts of one moment.
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement = connection.prepareStatement(sql);
            statement.setFetchSize(FETCH_SIZE);
            parameters.set(statement);
            rows = statement.executeQuery();
        } catch (SQLException e) {
            throw closedAfter(DatabaseException.of(e));
        }
    }

    private RuntimeException closedAfter(RuntimeException failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public Batch next(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a batch has at least 1 row");
        }
        var batch = new ArrayList<Table.Row>(Math.min(limit, FETCH_SIZE));
        try {
            while (batch.size() < limit && rows.next()) {
                line++;
                var cells = fit.apply(cells());
                if (!cells.isEmpty()) {
                    batch.add(new Table.Row(line, cells));
                }
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
        return batch.isEmpty() ? END : new Batch.Rows(batch);
    }

    private List<String> cells() throws SQLException {
        var cells = new ArrayList<String>(width);
        for (int i = 1; i <= width; i++) {
            var cell = rows.getString(i);
            cells.add(cell == null ? "" : cell);
        }
        return cells;
    }

    @Override
    public void close() {
        try (connection;
                statement;
                rows) {
            // The pool ends the transaction and takes the connection back as it was.
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }
}
