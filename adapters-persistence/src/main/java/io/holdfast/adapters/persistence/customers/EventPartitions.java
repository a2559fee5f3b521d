package io.holdfast.adapters.persistence.customers;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.DatabaseException;
import io.holdfast.domain.kernel.Unavailable;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Makes the months of events. Those that are far in the past have none: their events go to the
/// default partition, so that wrong years do not make partitions by the thousand.
final class EventPartitions {

    private static final System.Logger LOG = System.getLogger(EventPartitions.class.getName());

    private static final int MONTHS_AHEAD = 3;
    static final int MONTHS_BACK_MAX = 120;

    private static final String OCCURRING =
            "SELECT DISTINCT date_trunc('month', occurred_at AT TIME ZONE 'UTC')::date FROM ";

    private static final String MISSING =
            """
            SELECT month FROM unnest(?::date[]) AS month
            WHERE to_regclass('events_' || to_char(month, 'YYYY_MM')) IS NULL
            ORDER BY month
            """;

    /// Who reads events waits while a month is attached.
    private static final String NOT_FOR_LONG = "SET LOCAL lock_timeout = '3s'";

    private final Database database;
    private final Instant at;

    EventPartitions(Database database, Instant at) {
        this.database = database;
        this.at = at;
    }

    /// The month of `at` and some after it.
    static void makeAhead(Connection connection, Instant at) throws SQLException {
        try (var call = connection.prepareStatement("SELECT add_events_partitions(?, ?)")) {
            call.setObject(1, dayOf(at));
            call.setInt(2, MONTHS_AHEAD);
            call.execute();
        }
    }

    /// The months that occur in a table of events.
    static List<LocalDate> monthsOf(Connection connection, String table) throws SQLException {
        try (var select = connection.createStatement();
                var rows = select.executeQuery(OCCURRING + table)) {
            var months = new ArrayList<LocalDate>();
            while (rows.next()) {
                months.add(rows.getObject(1, LocalDate.class));
            }
            return months;
        }
    }

    static List<LocalDate> monthsOf(List<Instant> moments) {
        return moments.stream().map(one -> dayOf(one).withDayOfMonth(1)).distinct().toList();
    }

    /// Makes those that are not there, each in a short transaction of its own: until the end of the
    /// one that makes it nobody can read events, and a load may take long. It needs a second
    /// connection, so the caller should hold no lock that others wait for with theirs. Where
    /// somebody is in the way, such as the caller's transaction by what it did before, the rest is
    /// left to `complete`.
    void prepare(Connection connection, List<LocalDate> months) throws SQLException {
        for (var month : missing(connection, months)) {
            try {
                database.apart(own -> {
                    try (var limit = own.createStatement()) {
                        limit.execute(NOT_FOR_LONG);
                    }
                    return make(own, month);
                });
            } catch (DatabaseException | Unavailable e) {
                LOG.log(Level.DEBUG, "the month " + month + " is made by its load", e);
                return;
            }
        }
    }

    /// Makes in the caller's transaction those that are still not there. The caller holds the lock
    /// of events.
    void complete(Connection connection, List<LocalDate> months) throws SQLException {
        for (var month : missing(connection, months)) {
            var _ = make(connection, month);
        }
    }

    /// The present month is made ahead; an event that is quicker goes to the default partition and
    /// moves from there.
    private List<LocalDate> missing(Connection connection, List<LocalDate> months)
            throws SQLException {
        var present = dayOf(at).withDayOfMonth(1);
        var first = dayOf(at).minusMonths(MONTHS_BACK_MAX);
        var last = dayOf(at).plusMonths(MONTHS_AHEAD);
        var made =
                months.stream()
                        .filter(month -> !month.isBefore(first) && !month.isAfter(last))
                        .filter(month -> !month.equals(present))
                        .toArray();
        if (made.length == 0) {
            return List.of();
        }
        try (var select = connection.prepareStatement(MISSING)) {
            select.setArray(1, connection.createArrayOf("date", made));
            try (var rows = select.executeQuery()) {
                var missing = new ArrayList<LocalDate>();
                while (rows.next()) {
                    missing.add(rows.getObject(1, LocalDate.class));
                }
                return missing;
            }
        }
    }

    private static boolean make(Connection connection, LocalDate month) throws SQLException {
        try (var call = connection.prepareStatement("SELECT add_events_partition(?)")) {
            call.setObject(1, month);
            return call.execute();
        }
    }

    private static LocalDate dayOf(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
