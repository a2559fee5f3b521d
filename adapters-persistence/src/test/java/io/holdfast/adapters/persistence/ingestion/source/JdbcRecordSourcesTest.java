package io.holdfast.adapters.persistence.ingestion.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.source.Position;
import io.holdfast.domain.ingestion.source.RecordSource.Page;
import io.holdfast.domain.ingestion.source.RecordSources.Opening;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.ingestion.source.Source.WatermarkType;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// PostgreSQL elsewhere.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcRecordSourcesTest implements ElsewhereContract {

    private final PostgreSqlElsewhere elsewhere = new PostgreSqlElsewhere();

    @AfterAll
    void close() {
        elsewhere.close();
    }

    @Override
    public ServerUnderTest elsewhere() {
        return elsewhere;
    }

    @Override
    public void writingFunction(String name) {
        elsewhere.execute(
                """
                CREATE OR REPLACE FUNCTION %s() RETURNS int LANGUAGE sql AS
                $$ INSERT INTO items VALUES ('written', 9); SELECT 1 $$
                """
                        .formatted(name));
    }

    /// The tests' server lets everybody in that it knows, without a password.
    @Override
    public String stranger() {
        return "stranger";
    }

    @Override
    public void many(int rows) {
        elsewhere.execute(
                "INSERT INTO items SELECT 'i' || i, i FROM generate_series(1, %d) AS i"
                        .formatted(rows));
    }

    private Page.Records read(String query, String watermark, WatermarkType type) {
        var opening = recordSources().open(elsewhere.source(query, watermark, type), secret());
        try (var records = ((Opening.Opened) opening).records()) {
            return (Page.Records) records.next(new Position.Beginning(), 100);
        }
    }

    @Test
    void writes_values_as_files_do() {
        elsewhere.execute(
                "DROP TABLE IF EXISTS types",
                """
                CREATE TABLE types (n numeric(14, 4), d date, ts timestamp, tz timestamptz,
                    b boolean, f double precision, t text, x bytea, nothing text, big bigint,
                    u uuid, j jsonb, i interval)
                """,
                """
                INSERT INTO types VALUES (1234567.8900, '2024-02-29', '2024-02-29 12:00:00.123456',
                    '2024-02-29 12:00:00+05:30', true, 1e10, 'Ann ''é'' 🎁;', '\\x00ff', NULL,
                    9223372036854775807, '00000000-0000-0000-0000-000000000001', '{"a":1}', '1 day')
                """);

        var page = read("SELECT * FROM types", "tz", WatermarkType.MOMENT);

        assertThat(page.names())
                .containsExactly(
                        "n", "d", "ts", "tz", "b", "f", "t", "x", "nothing", "big", "u", "j", "i");
        assertThat(page.rows().getFirst().cells())
                .startsWith(
                        "1234567.8900",
                        "2024-02-29",
                        "2024-02-29T12:00:00.123456",
                        "2024-02-29T06:30:00Z",
                        "true",
                        "10000000000",
                        "Ann 'é' 🎁;",
                        "00ff",
                        "",
                        "9223372036854775807",
                        "00000000-0000-0000-0000-000000000001",
                        "{\"a\": 1}");
        assertThat(page.mark()).isEqualTo("2024-02-29T06:30:00Z");
    }

    @Test
    void one_value_that_does_not_fit_into_memory_is_refused() {
        var query = "SELECT 1 AS mark, repeat('x', 70000000) AS notes";
        var opening =
                recordSources()
                        .open(elsewhere.source(query, "mark", WatermarkType.NUMBER), secret());
        try (var records = ((Opening.Opened) opening).records()) {
            assertThat(records.next(new Position.Beginning(), 1))
                    .isEqualTo(new Page.Refused(Faults.TOO_LARGE));
        }
    }

    @Test
    void goes_on_exactly_after_moments_of_every_kind() {
        elsewhere.execute(
                "DROP TABLE IF EXISTS moments",
                "CREATE TABLE moments (id text, d date, ts timestamp, tz timestamptz, n numeric)",
                """
                INSERT INTO moments
                SELECT 'i' || i, DATE '2024-03-30' + i,
                    TIMESTAMP '2024-03-31 01:59:59.999998' + i * INTERVAL '1 microsecond',
                    TIMESTAMPTZ '2024-03-31 01:59:59.999998+01' + i * INTERVAL '1 microsecond',
                    i / 3.0
                FROM generate_series(1, 5) AS i
                """);
        for (var column : List.of("d", "ts", "tz", "n")) {
            var type = column.equals("n") ? WatermarkType.NUMBER : WatermarkType.MOMENT;
            var source = elsewhere.source("SELECT * FROM moments", column, type);
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
    void a_session_that_is_ended_there_is_lost_and_the_next_goes_on() {
        var source = sourceOf(List.of(new Item("a", 1), new Item("b", 2), new Item("c", 3)));
        var opening = recordSources().open(source, secret());
        try (var records = ((Opening.Opened) opening).records()) {
            var first = (Page.Records) records.next(new Position.Beginning(), 1);
            elsewhere.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'holdfast'");

            assertThat(records.next(new Position.After(first.mark()), 1))
                    .isInstanceOf(Page.Lost.class);
            assertThat(records.next(new Position.After(first.mark()), 1))
                    .isInstanceOf(Page.Lost.class);
        }
        var again = recordSources().open(source, secret());
        try (var records = ((Opening.Opened) again).records()) {
            assertThat(((Page.Records) records.next(new Position.From("1"), 10)).rows()).hasSize(3);
        }
    }

    @Test
    void a_query_cannot_let_itself_write() {
        var _ = sourceOf(List.of(new Item("a", 1)));
        var query =
                "SELECT id, mark, set_config('transaction_read_only', 'off', false) AS w FROM items";
        var source = elsewhere.source(query, "mark", WatermarkType.NUMBER);
        var opening = recordSources().open(source, secret());
        try (var records = ((Opening.Opened) opening).records()) {
            assertThat(records.next(new Position.Beginning(), 1))
                    .isInstanceOfSatisfying(
                            Page.Refused.class,
                            refused ->
                                    assertThat(refused.reason())
                                            .startsWith("the query tries to change something"));
        }
    }

    @Test
    void data_that_do_not_fit_are_not_quoted() {
        elsewhere.execute(
                "DROP TABLE IF EXISTS people",
                "CREATE TABLE people (name text)",
                "INSERT INTO people VALUES ('Ann Example')");
        var source =
                elsewhere.source(
                        "SELECT CAST(name AS int) AS mark FROM people",
                        "mark",
                        WatermarkType.NUMBER);
        var opening = recordSources().open(source, secret());
        try (var records = ((Opening.Opened) opening).records()) {
            assertThat(records.next(new Position.Beginning(), 1).toString())
                    .contains("22P02")
                    .doesNotContain("Ann");
        }
    }

    @Test
    void a_server_without_encryption_is_not_talked_to_where_it_is_wanted() {
        var there = elsewhere.server();
        for (var tls : List.of(Tls.ENCRYPTED, Tls.VERIFIED)) {
            var server =
                    new Server(there.kind(), there.host(), there.port(), there.database(), tls);
            var source =
                    ServerUnderTest.source(
                            server, elsewhere.user(), "SELECT 1 AS a", "a", WatermarkType.NUMBER);

            assertThat(recordSources().open(source, secret()))
                    .isEqualTo(new Opening.Refused(Faults.WITHOUT_TLS));
        }
    }
}
