package io.holdfast.adapters.persistence;

import java.sql.SQLException;

/// The database refused or failed; a surprise to the caller. The message carries no stored data.
public final class DatabaseException extends RuntimeException {

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    public static DatabaseException of(SQLException cause) {
        return new DatabaseException(
                "database error " + cause.getSQLState() + ": " + cause.getMessage(), cause);
    }
}
