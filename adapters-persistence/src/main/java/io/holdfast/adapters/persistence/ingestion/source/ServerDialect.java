package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.Source.Kind;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.kernel.Egress;
import io.holdfast.domain.kernel.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// How a kind of server is connected to and asked. Every setting of the drivers is made here; none
/// comes from whoever named the source.
enum ServerDialect {
    /// Its driver asks the server for each fetch.
    POSTGRESQL('"', 100) {
        @Override
        Connection connect(Source source, Secret secret, Egress egress) throws SQLException {
            var settings = login(source, secret);
            settings.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
            settings.setProperty("loginTimeout", String.valueOf(2 * CONNECT_SECONDS));
            settings.setProperty("socketTimeout", String.valueOf(SILENCE_SECONDS));
            settings.setProperty("ApplicationName", "holdfast");
            settings.setProperty("gssEncMode", "disable");
            // A pooler between us may not know statements by their names.
            settings.setProperty("prepareThreshold", "0");
            settings.setProperty("socketFactory", GuardedSockets.ForPostgreSql.class.getName());
            settings.setProperty("socketFactoryArg", way(source, egress).toString());
            // Reached, a fetch is broken off before it is in memory.
            settings.setProperty("maxResultBuffer", MAX_FETCH_MEGABYTES + "M");
            switch (source.server().tls()) {
                case VERIFIED -> {
                    settings.setProperty("sslmode", "verify-full");
                    settings.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
                }
                case ENCRYPTED -> {
                    settings.setProperty("sslmode", "require");
                    settings.setProperty("sslfactory", "org.postgresql.ssl.NonValidatingFactory");
                }
                case OFF -> settings.setProperty("sslmode", "disable");
            }
            var url = "jdbc:postgresql://" + address(source);
            return opened(new org.postgresql.Driver().connect(url, settings));
        }

        @Override
        List<String> manners(Kind kind) {
            return List.of(
                    "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
                    "SET TIME ZONE 'UTC'",
                    "SET statement_timeout = '%ds'".formatted(QUERY_SECONDS));
        }
    },
    /// Its driver reads a stream, and holds as many rows as are fetched, each of which may be as
    /// large as the server's largest packet.
    MARIADB('`', 1) {
        @Override
        Connection connect(Source source, Secret secret, Egress egress) throws SQLException {
            var settings = login(source, secret);
            settings.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS * 1_000));
            settings.setProperty("socketTimeout", String.valueOf(SILENCE_SECONDS * 1_000));
            settings.setProperty("allowLocalInfile", "false");
            settings.setProperty("allowMultiQueries", "false");
            settings.setProperty("allowPublicKeyRetrieval", "false");
            settings.setProperty("tinyInt1isBit", "false");
            settings.setProperty("yearIsDateType", "false");
            settings.setProperty("connectionTimeZone", "UTC");
            settings.setProperty("forceConnectionTimeZoneToSession", "true");
            settings.setProperty("preserveInstants", "false");
            settings.setProperty("socketFactory", GuardedSockets.ForMariaDb.class.getName());
            settings.setProperty(GuardedSockets.WAY_OPTION, way(source, egress).toString());
            settings.setProperty("sslMode", mode(source.server().tls()));
            var url = "jdbc:mariadb://" + address(source);
            return opened(new org.mariadb.jdbc.Driver().connect(url, settings));
        }

        private static String mode(Tls tls) {
            return switch (tls) {
                case VERIFIED -> "verify-full";
                case ENCRYPTED -> "trust";
                case OFF -> "disable";
            };
        }

        @Override
        List<String> manners(Kind kind) {
            var manners = new ArrayList<>(List.of("SET SESSION TRANSACTION READ ONLY"));
            manners.add("SET SESSION time_zone = '+00:00'");
            manners.add(
                    kind == Kind.MYSQL
                            ? "SET SESSION max_execution_time = " + QUERY_SECONDS * 1_000
                            : "SET SESSION max_statement_time = " + QUERY_SECONDS);
            return List.copyOf(manners);
        }
    };

    static final int CONNECT_SECONDS = 10;
    static final int QUERY_SECONDS = 120;

    /// Longer than a query may take, so that a server that works is not taken for a dead one.
    static final int SILENCE_SECONDS = 150;

    private static final int MAX_FETCH_MEGABYTES = 64;

    private final char quote;
    private final int fetchRows;

    ServerDialect(char quote, int fetchRows) {
        this.quote = quote;
        this.fetchRows = fetchRows;
    }

    static ServerDialect of(Kind kind) {
        return switch (kind) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL, MARIADB -> MARIADB;
        };
    }

    abstract Connection connect(Source source, Secret secret, Egress egress) throws SQLException;

    /// What is said first on every connection: it cannot write, and moments are in UTC.
    abstract List<String> manners(Kind kind);

    /// How many rows the driver holds at once.
    int fetchRows() {
        return fetchRows;
    }

    /// @param column checked to need no escapes
    String quoted(String column) {
        return quote + column + quote;
    }

    private static GuardedSockets.Way way(Source source, Egress egress) {
        return new GuardedSockets.Way(egress, source.server().tls() != Tls.OFF);
    }

    private static Properties login(Source source, Secret secret) {
        var settings = new Properties();
        settings.setProperty("user", source.user());
        settings.setProperty("password", secret.value());
        return settings;
    }

    /// Of parts that were checked to mean nothing else in an address.
    private static String address(Source source) {
        var server = source.server();
        var host = server.host().indexOf(':') < 0 ? server.host() : "[" + server.host() + "]";
        return "%s:%d/%s".formatted(host, server.port(), server.database());
    }

    /// A driver answers nothing for an address that is not its own.
    private static Connection opened(@Nullable Connection connection) throws SQLException {
        if (connection == null) {
            throw new SQLException("the driver does not know this address", "08001");
        }
        return connection;
    }
}
