package io.holdfast.adapters.persistence.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.identity.Quota;
import io.holdfast.domain.identity.RateLimiter;
import io.holdfast.domain.kernel.AtOnce;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Several nodes on one database, and without it.
final class Bucket4jRateLimiterTest {

    private static final Quota EXACT = new Quota("exact", 20, Duration.ofMinutes(1));
    private static final Quota PREMIUM = new Quota("predict", 1_000, Duration.ofMinutes(1));
    private static final Quota GUARD = new Quota("address", 100, Duration.ofMinutes(1));
    private static final int CALLERS = 24;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    private final TestDatabase database = TestDatabase.migrated();
    private final CountedConnections connections = new CountedConnections(database);
    private final Bucket4jRateLimiter one = new Bucket4jRateLimiter(connections, now::get);
    private final Bucket4jRateLimiter other = new Bucket4jRateLimiter(connections, now::get);

    @AfterEach
    void close() {
        connections.close();
        database.close();
    }

    /// How many of `each` requests of every caller get in, the callers spread over the nodes.
    private static long admitted(List<? extends RateLimiter> nodes, Quota quota, int each) {
        return AtOnce.call(
                        CALLERS,
                        caller -> {
                            var node = nodes.get(caller % nodes.size());
                            long in = 0;
                            for (int i = 0; i < each; i++) {
                                in += node.take(quota, "somebody").admitted() ? 1 : 0;
                            }
                            return in;
                        })
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Test
    void nodes_share_a_small_quota_exactly() {
        assertThat(admitted(List.of(one, other), EXACT, 5)).isEqualTo(20);
    }

    /// One of them makes the bucket, and the others must neither fail nor count for themselves.
    @Test
    void callers_at_once_of_a_new_subject_share_its_quota() {
        var nodes = List.of(one, other);
        for (int subject = 0; subject < 30; subject++) {
            var name = "new " + subject;
            var answers =
                    AtOnce.call(
                            CALLERS, caller -> nodes.get(caller % 2).take(EXACT, name).admitted());
            assertThat(answers).filteredOn(admitted -> admitted).hasSize((int) EXACT.limit());
        }
    }

    @Test
    void nodes_exceed_a_large_quota_by_a_twentieth_each_at_most() {
        assertThat(admitted(List.of(one, other), PREMIUM, 200)).isBetween(1_000L, 1_050L);
    }

    @Test
    void what_was_let_in_too_much_is_owed() {
        var third = new Bucket4jRateLimiter(connections, now::get);
        var nodes = List.of(one, other, third);
        long first = admitted(nodes, PREMIUM, 200);
        assertThat(first).isBetween(1_000L, 1_100L);

        now.updateAndGet(instant -> instant.plusSeconds(30));

        assertThat(first + admitted(nodes, PREMIUM, 200)).isBetween(1_500L, 1_600L);
    }

    @Test
    void a_twentieth_costs_one_question() {
        one.take(PREMIUM, "somebody");
        int before = connections.asked();

        for (int i = 0; i < 510; i++) {
            one.take(PREMIUM, "somebody");
        }

        assertThat(connections.asked() - before).isEqualTo(10);
    }

    @Test
    void a_flood_that_is_refused_does_not_reach_the_database() {
        for (var quota : List.of(EXACT, GUARD, PREMIUM)) {
            admitted(List.of(one), quota, 100);
            assertThat(one.take(quota, "somebody").admitted()).isFalse();
            int before = connections.asked();

            assertThat(admitted(List.of(one), quota, 1_000)).isZero();

            assertThat(connections.asked()).isEqualTo(before);
        }
    }

    @Test
    void what_one_node_takes_back_another_may_give_away() {
        for (int i = 0; i < 20; i++) {
            one.take(EXACT, "somebody");
        }

        one.giveBack(EXACT, "somebody");

        assertThat(other.take(EXACT, "somebody").admitted()).isTrue();
        assertThat(other.take(EXACT, "somebody").admitted()).isFalse();
    }

    @Test
    void counts_alone_while_the_database_is_away() {
        assertThat(one.take(EXACT, "somebody").admitted()).isTrue();
        connections.cutOff(true);

        assertThat(admitted(List.of(one), EXACT, 5)).isEqualTo(20);
        one.giveBack(EXACT, "somebody");
        assertThat(one.take(EXACT, "somebody").admitted()).isTrue();
        assertThat(one.take(EXACT, "somebody").admitted()).isFalse();
    }

    @Test
    void asks_a_database_that_is_away_once_in_a_while() {
        connections.cutOff(true);
        one.take(EXACT, "somebody");
        int before = connections.asked();

        admitted(List.of(one), GUARD, 10);
        assertThat(connections.asked()).isEqualTo(before);

        now.updateAndGet(instant -> instant.plusSeconds(5));
        admitted(List.of(one), GUARD, 10);
        assertThat(connections.asked()).isEqualTo(before + 1);
    }

    @Test
    void shares_again_when_the_database_is_back() {
        connections.cutOff(true);
        one.take(EXACT, "somebody");
        connections.cutOff(false);
        now.updateAndGet(instant -> instant.plusSeconds(5));

        assertThat(one.take(EXACT, "somebody").remaining()).isEqualTo(19);
        assertThat(admitted(List.of(one, other), EXACT, 5)).isEqualTo(19);
    }

    @Test
    void keeps_neither_names_nor_addresses() throws SQLException {
        one.take(EXACT, "203.0.113.9");

        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT t::text, encode(state, 'escape') FROM rate_limits t")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1) + rows.getString(2)).doesNotContain("203.0.113.9");
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void removes_what_has_expired_and_nothing_else() {
        one.take(EXACT, "gone");
        database.execute("UPDATE rate_limits SET expires_at = 1");
        one.take(EXACT, "here");

        assertThat(one.removeExpired()).isEqualTo(1);
        assertThat(one.removeExpired()).isZero();
        assertThat(other.take(EXACT, "here").remaining()).isEqualTo(18);
        assertThat(one.take(EXACT, "gone").remaining()).isEqualTo(19);
    }
}
