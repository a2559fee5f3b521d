package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.domain.ingestion.source.RecordSources;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.kernel.Egress;
import io.holdfast.domain.kernel.Secret;
import java.sql.Connection;
import java.sql.SQLException;

/// PostgreSQL, MySQL and MariaDB elsewhere, read by their drivers in sessions that cannot write.
public final class JdbcRecordSources implements RecordSources {

    private final Egress egress;

    /// @param egress where the servers may be
    public JdbcRecordSources(Egress egress) {
        this.egress = egress;
    }

    @Override
    public Opening open(Source source, Secret secret) {
        var dialect = ServerDialect.of(source.server().kind());
        try {
            var connection = dialect.connect(source, secret, egress);
            prepare(connection, source, dialect);
            return new Opening.Opened(new JdbcRecordSource(connection, source, dialect, secret));
        } catch (SQLException e) {
            var fault = Faults.of(e, secret);
            return fault.again()
                    ? new Opening.Unreachable(fault.reason())
                    : new Opening.Refused(fault.reason());
        }
    }

    private static void prepare(Connection connection, Source source, ServerDialect dialect)
            throws SQLException {
        boolean ready = false;
        try (var statement = connection.createStatement()) {
            for (var sql : dialect.manners(source.server().kind())) {
                statement.execute(sql);
            }
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            ready = true;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }
}
