package io.holdfast.adapters.persistence.ingestion.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.holdfast.domain.ingestion.source.Position;
import io.holdfast.domain.ingestion.source.RecordSource.Page;
import io.holdfast.domain.ingestion.source.RecordSources.Opening;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.ingestion.source.Source.WatermarkType;
import io.holdfast.domain.kernel.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// MariaDB elsewhere.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcRecordSourcesOnMariaDbTest implements ElsewhereContract {

    private final Optional<MariaDbServer> started = MariaDbServer.start();

    @BeforeAll
    void can_run() {
        assumeThat(started)
                .as("MariaDB's binaries run on Linux on x86-64 with the usual libraries only")
                .isPresent();
    }

    @AfterAll
    void close() {
        started.ifPresent(MariaDbServer::close);
    }

    private MariaDbServer server() {
        return started.orElseThrow();
    }

    @Override
    public ServerUnderTest elsewhere() {
        return server();
    }

    @Override
    public void writingFunction(String name) {
        server().execute(
                        "DROP FUNCTION IF EXISTS " + name,
                        """
                        CREATE FUNCTION %s() RETURNS INT MODIFIES SQL DATA
                        BEGIN INSERT INTO items VALUES ('written', 9); RETURN 1; END
                        """
                                .formatted(name));
    }

    @Override
    public String stranger() {
        return server().user();
    }

    @Override
    public void many(int rows) {
        server().execute(
                        "INSERT INTO items SELECT concat('i', seq), seq FROM seq_1_to_%d"
                                .formatted(rows));
    }

    @Test
    void writes_values_as_files_do() {
        server().execute(
                        "DROP TABLE IF EXISTS types",
                        """
                        CREATE TABLE types (n decimal(14, 4), d date, dt datetime(6),
                            ts timestamp(6) NULL, b tinyint(1), f double, t varchar(100), x blob,
                            nothing text, big bigint unsigned, y year) CHARACTER SET utf8mb4
                        """,
                        "SET time_zone = '+05:30'",
                        """
                        INSERT INTO types VALUES (1234567.8900, '2024-02-29',
                            '2024-02-29 12:00:00.123456', '2024-02-29 12:00:00', 2, 1e10,
                            'Ann ''é'' 🎁;', x'00ff', NULL, 18446744073709551615, 2024)
                        """);
        var source = server().source("SELECT * FROM types", "ts", WatermarkType.MOMENT);
        var opening = recordSources().open(source, secret());
        try (var records = ((Opening.Opened) opening).records()) {
            var page = (Page.Records) records.next(new Position.Beginning(), 100);

            assertThat(page.rows().getFirst().cells())
                    .containsExactly(
                            "1234567.8900",
                            "2024-02-29",
                            "2024-02-29T12:00:00.123456",
                            "2024-02-29T06:30:00Z",
                            "2",
                            "10000000000",
                            "Ann 'é' 🎁;",
                            "00ff",
                            "",
                            "18446744073709551615",
                            "2024");
            assertThat(page.mark()).isEqualTo("2024-02-29T06:30:00Z");
        }
    }

    @Test
    void goes_on_exactly_after_moments_of_every_kind() {
        server().execute(
                        "DROP TABLE IF EXISTS moments",
                        "CREATE TABLE moments (id varchar(9), d date, dt datetime(6),"
                                + " ts timestamp(6) NULL, n decimal(20, 10))",
                        "SET time_zone = '+00:00'",
                        """
                        INSERT INTO moments
                        SELECT concat('i', seq), DATE '2024-03-30' + INTERVAL seq DAY,
                            TIMESTAMP '2024-03-31 01:59:59.999998' + INTERVAL seq MICROSECOND,
                            TIMESTAMP '2024-03-31 00:59:59.999998' + INTERVAL seq MICROSECOND,
                            seq / 3
                        FROM seq_1_to_5
                        """);
        for (var column : List.of("d", "dt", "ts", "n")) {
            var type = column.equals("n") ? WatermarkType.NUMBER : WatermarkType.MOMENT;
            var source = server().source("SELECT * FROM moments", column, type);
            var opening = recordSources().open(source, secret());
            try (var records = ((Opening.Opened) opening).records()) {
                Position at = new Position.Beginning();
                for (int i = 1; i <= 5; i++) {
                    var page = (Page.Records) records.next(at, 1);
                    assertThat(page.rows())
                            .extracting(row -> row.cells().getFirst())
                            .as(column)
                            .containsExactly("i" + i);
                    at = new Position.After(page.mark());
                }
                assertThat(records.next(at, 1)).as(column).isEqualTo(new Page.End());
            }
        }
    }

    @Test
    void a_server_that_dies_between_pages_is_lost_and_read_on_when_it_is_back() {
        var source = sourceOf(List.of(new Item("a", 1), new Item("b", 2), new Item("c", 3)));
        var opening = recordSources().open(source, secret());
        try (var records = ((Opening.Opened) opening).records()) {
            var first = (Page.Records) records.next(new Position.Beginning(), 1);
            server().kill();
            assertThat(records.next(new Position.After(first.mark()), 1))
                    .isInstanceOf(Page.Lost.class);
        }
        assertThat(recordSources().open(source, secret())).isInstanceOf(Opening.Unreachable.class);

        server().startAgain();

        var again = recordSources().open(source, secret());
        try (var records = ((Opening.Opened) again).records()) {
            assertThat(((Page.Records) records.next(new Position.From("1"), 10)).rows()).hasSize(3);
        }
    }

    private static Source source(Server there, String user, Tls tls) {
        return ServerUnderTest.source(
                new Server(there.kind(), there.host(), there.port(), there.database(), tls),
                user,
                "SELECT variable_value, 1 AS n FROM information_schema.session_status"
                        + " WHERE variable_name = 'Ssl_cipher'",
                "n",
                WatermarkType.NUMBER);
    }

    /// MariaDB 11.4 signs its own certificate, and shows by the password that it is its own.
    @Test
    void is_talked_to_in_secret_where_that_is_wanted() {
        for (var tls : List.of(Tls.ENCRYPTED, Tls.VERIFIED)) {
            var source = source(server().server(), server().user(), tls);
            var opening = recordSources().open(source, secret());
            try (var records = ((Opening.Opened) opening).records()) {
                var page = (Page.Records) records.next(new Position.Beginning(), 1);
                assertThat(page.rows().getFirst().cells().getFirst()).startsWith("TLS");
            }
            assertThat(recordSources().open(source, new Secret("wr0ng-passw0rd")))
                    .isNotInstanceOf(Opening.Opened.class);
        }
    }
}
