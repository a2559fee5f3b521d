package io.holdfast.adapters.persistence.scoring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/// Keeps the log's partitions ahead of time. Used by one thread.
final class Partitions {

    /// So that a writer that could not make them has this long before rows fall into the default
    /// partition, which takes them without loss.
    private static final int MONTHS_AHEAD = 3;

    private static final int RETRY_SECONDS = 60;
    private static final Logger LOG = System.getLogger(Partitions.class.getName());

    private final InstantSource clock;
    private Instant due = Instant.MIN;

    Partitions(InstantSource clock) {
        this.clock = clock;
    }

    /// Makes what is missing when a month has turned; else costs one look at the clock.
    void keepAhead(Connection connection) {
        if (clock.instant().isBefore(due)) {
            return;
        }
        try {
            make(connection);
        } catch (SQLException e) {
            due = clock.instant().plusSeconds(RETRY_SECONDS);
            LOG.log(Level.WARNING, "the log's next partitions could not be made", e);
        }
    }

    void make(Connection connection) throws SQLException {
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        try (var call = connection.prepareStatement("SELECT add_predictions_partitions(?, ?)")) {
            call.setObject(1, today);
            call.setInt(2, MONTHS_AHEAD);
            call.execute();
        }
        due = today.withDayOfMonth(1).plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
