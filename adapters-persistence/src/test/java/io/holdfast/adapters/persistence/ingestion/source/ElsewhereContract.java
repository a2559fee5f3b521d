package io.holdfast.adapters.persistence.ingestion.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.source.Position;
import io.holdfast.domain.ingestion.source.RecordSource;
import io.holdfast.domain.ingestion.source.RecordSource.Page;
import io.holdfast.domain.ingestion.source.RecordSources;
import io.holdfast.domain.ingestion.source.RecordSources.Opening;
import io.holdfast.domain.ingestion.source.RecordSourcesContract;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.ingestion.source.Source.WatermarkType;
import io.holdfast.domain.kernel.Egress;
import io.holdfast.domain.kernel.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds of every kind of server, tried on a real one.
interface ElsewhereContract extends RecordSourcesContract {

    Egress LOCAL = Egress.parse("127.0.0.0/8,::1").orElseThrow();

    ServerUnderTest elsewhere();

    @Override
    default RecordSources recordSources() {
        return new JdbcRecordSources(LOCAL);
    }

    @Override
    default Secret secret() {
        return elsewhere().secret();
    }

    @Override
    default Source sourceOf(List<Item> items) {
        elsewhere()
                .execute(
                        "DROP TABLE IF EXISTS items",
                        "CREATE TABLE items (id varchar(20), mark bigint)");
        if (!items.isEmpty()) {
            elsewhere()
                    .execute(
                            items.stream()
                                    .map(item ->
                                            "(nullif('%s', ''), nullif(%d, 0))"
                                                    .formatted(item.id(), item.mark()))
                                    .collect(
                                            Collectors.joining(
                                                    ", ", "INSERT INTO items VALUES ", "")));
        }
        return elsewhere().source("SELECT id, mark FROM items", "mark", WatermarkType.NUMBER);
    }

    private RecordSource open(Source source) {
        var opening = recordSources().open(source, secret());
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        return ((Opening.Opened) opening).records();
    }

    private Page first(Source source) {
        return first(source, 10);
    }

    private Page first(Source source, int limit) {
        try (var records = open(source)) {
            return records.next(new Position.Beginning(), limit);
        }
    }

    private static String refusal(Page page) {
        assertThat(page).isInstanceOf(Page.Refused.class);
        return ((Page.Refused) page).reason();
    }

    @Test
    default void a_wrong_password_is_told_without_it() {
        var stranger =
                ServerUnderTest.source(
                        elsewhere().server(),
                        stranger(),
                        "SELECT 1 AS a",
                        "a",
                        WatermarkType.NUMBER);

        var opening = recordSources().open(stranger, new Secret("wr0ng-passw0rd"));

        assertThat(opening)
                .isEqualTo(new Opening.Refused("the server refuses this user or password"));
    }

    /// A user whom the server does not let in with a wrong password.
    String stranger();

    @Test
    default void a_database_that_is_not_there_is_told() {
        var there = elsewhere().server();
        var server = new Server(there.kind(), there.host(), there.port(), "nowhere", Tls.OFF);

        assertThat(recordSources().open(at(server), secret()))
                .isEqualTo(new Opening.Refused("there is no such database on the server"));
    }

    private Source at(Server server) {
        return ServerUnderTest.source(
                server, elsewhere().user(), "SELECT 1 AS a", "a", WatermarkType.NUMBER);
    }

    @Test
    default void a_port_where_nothing_answers_may_work_later() {
        var there = elsewhere().server();
        var server = new Server(there.kind(), there.host(), 1, there.database(), Tls.OFF);

        assertThat(recordSources().open(at(server), secret()))
                .isInstanceOf(Opening.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/8", "other.internal"})
    default void an_address_inside_the_network_is_not_reached_unless_named(String allowed) {
        var sources = new JdbcRecordSources(Egress.parse(allowed).orElseThrow());

        assertThat(sources.open(at(elsewhere().server()), secret()))
                .isEqualTo(new Opening.Refused(GuardedSockets.INSIDE));
    }

    @Test
    default void nothing_goes_unencrypted_through_the_internet() {
        var kind = elsewhere().server().kind();
        var server = new Server(kind, "8.8.8.8", kind.standardPort(), "shop", Tls.OFF);
        var named = Egress.parse("8.8.8.8").orElseThrow();

        assertThat(recordSources().open(at(server), secret()))
                .isEqualTo(new Opening.Refused(GuardedSockets.UNENCRYPTED));
        assertThat(new JdbcRecordSources(named).open(at(server), secret()))
                .isEqualTo(new Opening.Refused(GuardedSockets.UNENCRYPTED));
    }

    @Test
    default void a_page_that_does_not_fit_into_memory_is_refused() {
        sourceOf(List.of());
        many(70);
        var query = "SELECT id, mark, repeat('x', 1000000) AS notes FROM items";

        assertThat(refusal(first(elsewhere().source(query, "mark", WatermarkType.NUMBER), 70)))
                .isEqualTo(Faults.TOO_LARGE);
    }

    @Test
    default void rows_of_many_fetches_may_be_larger_than_one() {
        sourceOf(List.of());
        many(300);
        var query = "SELECT id, mark, repeat('é', 200000) AS notes FROM items";

        var page = first(elsewhere().source(query, "mark", WatermarkType.NUMBER), 300);

        assertThat(((Page.Records) page).rows()).hasSize(300);
    }

    @Test
    default void a_named_host_is_reached() {
        var host = elsewhere().server().host();
        var named =
                Character.isDigit(host.charAt(0))
                        ? Egress.parse(host).orElseThrow()
                        : new Egress(List.of(), Set.of(host));

        assertThat(new JdbcRecordSources(named).open(at(elsewhere().server()), secret()))
                .isInstanceOfSatisfying(Opening.Opened.class, opened -> opened.records().close());
    }

    @Test
    default void a_query_that_writes_through_a_function_is_refused_and_writes_nothing() {
        sourceOf(List.of(new Item("a", 1)));
        writingFunction("writes");
        var source =
                elsewhere()
                        .source(
                                "SELECT id, mark, writes() AS w FROM items",
                                "mark",
                                WatermarkType.NUMBER);

        var page = first(source);

        assertThat(page).isInstanceOf(Page.Refused.class);
        assertThat(refusal(page)).startsWith("the query tries to change something");
        var rest = elsewhere().source("SELECT id, mark FROM items", "mark", WatermarkType.NUMBER);
        assertThat(((Page.Records) first(rest)).rows()).hasSize(1);
    }

    /// Makes a function that inserts a row into `items`, and answers 1.
    void writingFunction(String name);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM items",
                "SELECT id, mark AS other FROM items",
                "SELECT id, mark FROM nowhere",
                "SELECT id, id AS mark FROM items",
                "SELECT FROM WHERE"
            })
    default void a_query_that_will_not_do_is_refused(String query) {
        sourceOf(List.of(new Item("a", 1)));

        var reason = refusal(first(elsewhere().source(query, "mark", WatermarkType.NUMBER)));

        assertThat(reason)
                .doesNotContain(secret().value())
                .hasSizeLessThan(400)
                .doesNotContain("Position")
                .doesNotEndWith(".");
    }

    @Test
    default void a_watermark_of_another_type_is_refused() {
        var source = sourceOf(List.of(new Item("a", 1)));
        var moments = elsewhere().source(source.selection().query(), "mark", WatermarkType.MOMENT);

        assertThat(refusal(first(moments))).isEqualTo("the column mark holds no dates or moments");
        try (var records = open(source)) {
            assertThat(refusal(records.next(new Position.After("2026-01-01"), 10)))
                    .startsWith("the pulls so far had watermarks of another type");
        }
    }

    @Test
    default void reads_25_000_rows_in_pages() {
        sourceOf(List.of());
        many(25_000);
        var source = elsewhere().source("SELECT id, mark FROM items", "mark", WatermarkType.NUMBER);
        int pages = 0;
        var ids = new HashSet<String>();
        try (var records = open(source)) {
            Position at = new Position.Beginning();
            while (records.next(at, 10_000) instanceof Page.Records page) {
                pages++;
                page.rows().forEach(row -> ids.add(row.cells().getFirst()));
                at = new Position.After(page.mark());
            }
        }

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(25_000);
    }

    /// Fills `items` with so many rows, `id` and `mark` from 1.
    void many(int rows);

    @Test
    default void too_many_of_one_watermark_are_refused() {
        sourceOf(List.of());
        many(RecordSource.MAX_TIED + 1);
        var query = "SELECT id, 0 * mark + 7 AS mark FROM items";

        assertThat(refusal(first(elsewhere().source(query, "mark", WatermarkType.NUMBER))))
                .contains("share the watermark 7");
    }

    @Test
    default void a_query_that_begins_with_with_is_read() {
        sourceOf(List.of(new Item("a", 1)));
        var query = "WITH few AS (SELECT id, mark FROM items) SELECT id, mark FROM few";

        assertThat(first(elsewhere().source(query, "mark", WatermarkType.NUMBER)))
                .isInstanceOf(Page.Records.class);
    }
}
