package io.holdfast.adapters.persistence;

import io.holdfast.domain.kernel.Unavailable;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// The database refused or failed; a surprise to the caller. The message carries no stored data.
public final class DatabaseException extends RuntimeException {

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    /// `Unavailable` where the database is away, shutting down or out of connections (SQLSTATE
    /// classes 08, 53, 57P), else a surprise.
    public static RuntimeException of(SQLException cause) {
        var state = String.valueOf(cause.getSQLState());
        var message = "database error " + state + ": " + cause.getMessage();
        boolean away =
                cause instanceof SQLTransientConnectionException
                        || state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P");
        return away ? new Unavailable(message, cause) : new DatabaseException(message, cause);
    }
}
