package io.holdfast.adapters.persistence;

import io.holdfast.domain.kernel.Unavailable;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CancellationException;

/// The database refused or failed; a surprise to the caller. The message carries no stored data.
public final class DatabaseException extends RuntimeException {

    private DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    /// `Unavailable` where the database is away, shutting down or out of connections (SQLSTATE
    /// classes 08, 53, 57P) or somebody holds a lock for longer than the caller wants to wait
    /// (55P03), `CancellationException` where the caller was interrupted while it waited for a
    /// connection, else a surprise. What is said about data that do not fit their type (class 22)
    /// quotes them, and is left out together with its cause.
    public static RuntimeException of(SQLException cause) {
        if (cause.getCause() instanceof InterruptedException) {
            // The pool has taken the interrupt away, and whoever runs this thread has to see it.
            Thread.currentThread().interrupt();
            return new CancellationException("interrupted while waiting for a connection");
        }
        var state = String.valueOf(cause.getSQLState());
        if (state.startsWith("22")) {
            return new DatabaseException("database error " + state);
        }
        var message = "database error " + state + ": " + cause.getMessage();
        boolean away =
                cause instanceof SQLTransientConnectionException
                        || state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.equals("55P03");
        return away ? new Unavailable(message, cause) : new DatabaseException(message, cause);
    }
}
