package io.holdfast.domain.ingestion.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.domain.ingestion.source.Source.Destination;
import io.holdfast.domain.ingestion.source.Source.Kind;
import io.holdfast.domain.ingestion.source.Source.Selection;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.ingestion.source.Source.WatermarkType;
import io.holdfast.domain.kernel.Violation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    @Test
    void names_every_fault_at_once() {
        var faults =
                Source.faults(
                        "Shop 1",
                        new Server(Kind.MYSQL, "db?allowLoadLocalInfile=true", 0, "a/b", Tls.OFF),
                        " ",
                        new Selection("DELETE FROM people", "a\" OR 1=1", WatermarkType.MOMENT),
                        new Destination("", "\u0000"),
                        -1,
                        10_001);

        assertThat(faults)
                .extracting(Violation::pointer)
                .containsExactly(
                        "#/name",
                        "#/host",
                        "#/port",
                        "#/database",
                        "#/user",
                        "#/query",
                        "#/watermark_column",
                        "#/profile",
                        "#/section",
                        "#/every_minutes",
                        "#/page_size");
    }

    @Test
    void cannot_be_made_with_a_fault() {
        var good = SampleSource.named("shop", 5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleSource.withPages(good, 0))
                .withMessageContaining("#/page_size");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Source(
                                "shop",
                                good.server(),
                                "u",
                                good.selection(),
                                good.destination(),
                                new Source.Schedule.Every(Duration.ofSeconds(59)),
                                1,
                                true))
                .withMessageContaining("#/every_minutes");
    }

    @Test
    void is_pulled_by_hand_or_every_so_many_minutes() {
        assertThat(SampleSource.named("a", 0).schedule()).isEqualTo(new Source.Schedule.Manual());
        assertThat(SampleSource.named("a", 5).everyMinutes()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                " select a, (b) FROM \"t;--\" WHERE c = 'it''s; /* no comment */ ?'",
                "WITH x AS (SELECT 1 AS a)\nSELECT a\tFROM x",
                "SELECT '`' AS a FROM t"
            })
    void takes_one_select(String query) {
        assertThat(SelectQuery.fault(Kind.MARIADB, query)).isEmpty();
        assertThat(SelectQuery.fault(Kind.POSTGRESQL, query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "DELETE FROM t",
                "INSERT INTO t SELECT 1",
                "SELECTED",
                "EXPLAIN SELECT 1",
                "(SELECT 1)",
                "SELECT 1;",
                "SELECT 1; DROP TABLE t",
                "SELECT 1) q; DROP TABLE t; SELECT * FROM (SELECT 1",
                "SELECT 1) q UNION SELECT * FROM (SELECT 2",
                "SELECT (1",
                "SELECT 1 -- the rest",
                "SELECT 1 /* a */",
                "SELECT /*!50000 1 */",
                "SELECT 'a",
                "SELECT 'a\\' , 1; DROP TABLE t -- '",
                "SELECT \"a",
                "SELECT $$a$$",
                "SELECT $a$ ' $a$",
                "SELECT * FROM t WHERE a = ?",
                "SELECT {fn now()}",
                "SELECT 1\u0000"
            })
    void refuses_all_else(String query) {
        assertThat(SelectQuery.fault(Kind.MARIADB, query)).isPresent();
        assertThat(SelectQuery.fault(Kind.POSTGRESQL, query)).isPresent();
    }

    @Test
    void a_backtick_quotes_in_some_systems_and_means_nothing_in_another() {
        var query = "SELECT `weird;name` FROM t";

        assertThat(SelectQuery.fault(Kind.MYSQL, query)).isEmpty();
        assertThat(SelectQuery.fault(Kind.MARIADB, query)).isEmpty();
        assertThat(SelectQuery.fault(Kind.POSTGRESQL, query))
                .contains("must not have a backtick outside quotes");
        assertThat(SelectQuery.fault(Kind.POSTGRESQL, "SELECT 1 ` ; DROP TABLE t -- `"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop_EU", "2024-orders", "_own"})
    void names_every_profile_and_section_that_there_can_be(String name) {
        var good = SampleSource.named("shop", 5);
        var faults =
                Source.faults(
                        "shop",
                        good.server(),
                        "u",
                        good.selection(),
                        new Destination(name, name),
                        5,
                        10);

        assertThat(faults).isEmpty();
    }

    @Test
    void a_hash_begins_a_comment_in_one_system_only() {
        assertThat(SelectQuery.fault(Kind.MYSQL, "SELECT 1 # no")).isPresent();
        assertThat(SelectQuery.fault(Kind.POSTGRESQL, "SELECT 1 # 3")).isEmpty();
    }

    @Test
    void refuses_a_query_that_is_too_long() {
        var longest = "SELECT " + "1".repeat(SelectQuery.MAX_LENGTH - 7);

        assertThat(SelectQuery.fault(Kind.MYSQL, longest)).isEmpty();
        assertThat(SelectQuery.fault(Kind.MYSQL, longest + "1")).isPresent();
    }
}
