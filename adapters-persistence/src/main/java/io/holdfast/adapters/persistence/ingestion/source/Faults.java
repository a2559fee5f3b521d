package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.domain.kernel.Secret;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/// What a server or its driver says about a failure, in words that can be shown: never the secret,
/// never stored data.
///
/// @param again whether it may work later as it is
record Faults(String reason, boolean again) {

    private static final int MAX_MESSAGE_LENGTH = 300;
    private static final int NO_SUCH_DATABASE = 1049;
    private static final int NOT_FOR_THIS_USER = 1044;

    static final String TOO_LARGE = "a page is too large: make page_size smaller";

    /// In what PostgreSQL's driver says, in every language.
    private static final String BUFFER = "maxResultBuffer";

    static final String WITHOUT_TLS =
            "the server answers, but knows no TLS; with --tls OFF all is sent in the clear";

    static Faults of(SQLException failure, Secret secret) {
        var forbidden = forbidden(failure);
        if (forbidden.isPresent()) {
            return new Faults(forbidden.get(), false);
        }
        if (Objects.requireNonNullElse(failure.getMessage(), "").contains(BUFFER)) {
            return new Faults(TOO_LARGE, false);
        }
        var state = Objects.requireNonNullElse(failure.getSQLState(), "");
        if (isWithoutTls(failure, state)) {
            return new Faults(WITHOUT_TLS, false);
        }
        var said = said(failure, secret);
        if (state.startsWith("28")) {
            return new Faults("the server refuses this user or password", false);
        }
        if (state.equals("3D000") || failure.getErrorCode() == NO_SUCH_DATABASE) {
            return new Faults("there is no such database on the server", false);
        }
        if (failure.getErrorCode() == NOT_FOR_THIS_USER) {
            return new Faults("this user may not use the database", false);
        }
        if (state.startsWith("25")) {
            return new Faults("the query tries to change something: " + said, false);
        }
        if (state.startsWith("22")) {
            return new Faults(
                    "the query meets data that do not fit their type (error %s)".formatted(state),
                    false);
        }
        if (state.equals("57014") || state.equals("70100") || isTimeout(failure)) {
            return new Faults(
                    "the query takes longer than %d seconds: is there an index on the watermark?"
                            .formatted(ServerDialect.QUERY_SECONDS),
                    false);
        }
        return isAway(failure, state)
                ? new Faults("nothing answers there, or no longer: " + said, true)
                : new Faults("the server refuses: " + said, false);
    }

    /// The drivers tell it by their words only.
    private static boolean isWithoutTls(SQLException failure, String state) {
        var message = Objects.requireNonNullElse(failure.getMessage(), "");
        return state.startsWith("08")
                && ((state.equals("08004") && message.contains("SSL"))
                        || message.contains("ssl not enabled"));
    }

    private static boolean isTimeout(SQLException failure) {
        return failure instanceof SQLTimeoutException;
    }

    private static boolean isAway(SQLException failure, String state) {
        return failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P");
    }

    /// Whether it stays refused although the connection is gone, too.
    boolean isTooLarge() {
        return reason.equals(TOO_LARGE);
    }

    private static Optional<String> forbidden(Throwable failure) {
        int depth = 0;
        for (Throwable at = failure; at != null && depth < 20; at = at.getCause()) {
            if (at instanceof GuardedSockets.ForbiddenException refusal) {
                return Optional.ofNullable(refusal.getMessage());
            }
            depth++;
        }
        return Optional.empty();
    }

    private static String said(SQLException failure, Secret secret) {
        var message = message(failure);
        if (!secret.value().isEmpty()) {
            message = message.replace(secret.value(), "***");
        }
        var shown = new StringBuilder();
        message.strip()
                .codePoints()
                .limit(MAX_MESSAGE_LENGTH)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(shown::appendCodePoint);
        while (!shown.isEmpty() && shown.charAt(shown.length() - 1) == '.') {
            shown.setLength(shown.length() - 1);
        }
        return shown.toString();
    }

    /// Without the position, which counts in a query around the one that somebody wrote, and
    /// without details, which quote data.
    private static String message(SQLException failure) {
        var told =
                failure instanceof PSQLException answered ? answered.getServerErrorMessage() : null;
        if (told != null) {
            var message = Objects.requireNonNullElse(told.getMessage(), "error");
            return told.getHint() == null ? message : message + ": " + told.getHint();
        }
        return Objects.requireNonNullElse(failure.getMessage(), "error");
    }
}
