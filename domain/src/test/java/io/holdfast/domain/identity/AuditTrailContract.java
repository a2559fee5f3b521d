package io.holdfast.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.identity.AuditEvent.Actor;
import io.holdfast.domain.identity.AuditEvent.Result;
import io.holdfast.domain.identity.AuditQueries.Entry;
import io.holdfast.domain.identity.AuditQueries.Filter;
import io.holdfast.domain.identity.AuditQueries.Head;
import io.holdfast.domain.identity.AuditQueries.Verification;
import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every `AuditTrail` and `AuditQueries` promises. Begins empty.
public interface AuditTrailContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    Actor ADA = new Actor(Actor.Kind.USER, "u-1", "ada");
    Actor SHOP = new Actor(Actor.Kind.KEY, "k-1", "shop");

    AuditTrail trail();

    AuditQueries queries();

    Transactions transactions();

    static AuditEvent event(int number, Instant at, Actor actor, String action, String target) {
        return new AuditEvent(
                new UUID(0x7000L, number),
                at,
                actor,
                action,
                target,
                "192.0.2.7",
                "request-" + number,
                Result.SUCCEEDED);
    }

    static AuditEvent event(int number) {
        return event(number, NOON.plusSeconds(number), ADA, "POST /users/approve", "bob");
    }

    private List<Entry> all() {
        return queries().page(Filter.ALL, Long.MAX_VALUE, 1_000);
    }

    private List<Long> positions(Filter filter) {
        return queries().page(filter, Long.MAX_VALUE, 1_000).stream().map(Entry::position).toList();
    }

    @Test
    default void keeps_what_was_appended_newest_first() {
        for (int i = 1; i <= 3; i++) {
            trail().append(event(i));
        }

        assertThat(all()).extracting(Entry::event).containsExactly(event(3), event(2), event(1));
        assertThat(all()).extracting(Entry::position).containsExactly(3L, 2L, 1L);
        assertThat(all()).extracting(Entry::hash).doesNotHaveDuplicates();
        assertThat(all()).allSatisfy(entry -> assertThat(entry.hash()).hasSize(64));
    }

    @Test
    default void tells_the_head() {
        assertThat(queries().head()).isEqualTo(Head.NONE);
        assertThat(queries().verify()).isEqualTo(new Verification.Intact(0, 0, Head.NONE.hash()));

        trail().append(event(1));
        trail().append(event(2));

        var last = all().getFirst();
        assertThat(queries().head()).isEqualTo(new Head(2, last.hash()));
        assertThat(queries().verify()).isEqualTo(new Verification.Intact(2, 2, last.hash()));
        assertThat(queries().head()).hasToString("2:" + last.hash());
    }

    @Test
    default void the_same_event_twice_is_two_rows() {
        trail().append(event(1));
        trail().append(event(1));

        assertThat(all()).extracting(Entry::event).containsExactly(event(1), event(1));
        assertThat(all()).extracting(Entry::hash).doesNotHaveDuplicates();
    }

    @Test
    default void eight_writers_make_one_chain_without_gaps() {
        AtOnce.call(
                8,
                writer -> {
                    for (int i = 0; i < 10; i++) {
                        trail().append(event(writer * 10 + i));
                    }
                    return true;
                });

        assertThat(all())
                .extracting(Entry::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(-80, -1).map(n -> -n).boxed().toList());
        assertThat(queries().verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    default void what_is_rolled_back_leaves_no_gap() {
        trail().append(event(1));
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    trail().append(event(2));
                                    throw new IllegalStateException("changed my mind");
                                }))
                .hasMessage("changed my mind");
        trail().append(event(3));

        assertThat(all()).extracting(Entry::event).containsExactly(event(3), event(1));
        assertThat(all()).extracting(Entry::position).containsExactly(2L, 1L);
        assertThat(queries().verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    default void several_rows_of_one_transaction_follow_each_other() {
        transactions()
                .run(() -> {
                    trail().append(event(1));
                    trail().append(event(2));
                });

        assertThat(positions(Filter.ALL)).containsExactly(2L, 1L);
        assertThat(queries().verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    default void every_rule_of_a_filter_narrows() {
        trail().append(event(1, NOON, ADA, "POST /users/approve", "bob"));
        trail().append(event(2, NOON.plusSeconds(1), SHOP, "POST /register", "bob"));
        trail().append(event(3, NOON.plusSeconds(2), ADA, "sign-in", ""));
        trail().append(event(4, NOON.plusSeconds(3), ADA, "POST /users_approve%", "carol"));

        assertThat(positions(filter("ada", "", ""))).containsExactly(4L, 3L, 1L);
        assertThat(positions(filter("u-1", "", ""))).containsExactly(4L, 3L, 1L);
        assertThat(positions(filter("ad", "", ""))).isEmpty();
        assertThat(positions(filter("", "POST ", ""))).containsExactly(4L, 2L, 1L);
        assertThat(positions(filter("", "POST /users_", ""))).containsExactly(4L);
        assertThat(positions(filter("", "%", ""))).isEmpty();
        assertThat(positions(filter("", "", "bob"))).containsExactly(2L, 1L);
        assertThat(positions(filter("shop", "POST", "bob"))).containsExactly(2L);
        assertThat(positions(new Filter("", "", "", NOON.plusSeconds(1), Instant.MAX)))
                .containsExactly(4L, 3L, 2L);
        assertThat(positions(new Filter("", "", "", Instant.MIN, NOON.plusSeconds(1))))
                .containsExactly(1L);
    }

    private static Filter filter(String actor, String action, String target) {
        return new Filter(actor, action, target, Instant.MIN, Instant.MAX);
    }

    @Test
    default void pages_by_position() {
        for (int i = 1; i <= 5; i++) {
            trail().append(event(i, NOON, i % 2 == 0 ? SHOP : ADA, "a", "t"));
        }

        assertThat(queries().page(Filter.ALL, Long.MAX_VALUE, 2))
                .extracting(Entry::position)
                .containsExactly(5L, 4L);
        assertThat(queries().page(Filter.ALL, 4, 2))
                .extracting(Entry::position)
                .containsExactly(3L, 2L);
        assertThat(queries().page(filter("ada", "", ""), 5, 1))
                .extracting(Entry::position)
                .containsExactly(3L);
        assertThat(queries().page(Filter.ALL, 1, 2)).isEmpty();
    }

    @Test
    default void reads_all_oldest_first_until_the_reader_throws() {
        for (int i = 1; i <= 3; i++) {
            trail().append(event(i));
        }
        var read = new ArrayList<Long>();
        queries().readAll(Filter.ALL, entry -> read.add(entry.position()));
        assertThat(read).containsExactly(1L, 2L, 3L);

        assertThatThrownBy(() ->
                        queries()
                                .readAll(
                                        Filter.ALL,
                                        _ -> {
                                            throw new IllegalStateException("enough");
                                        }))
                .hasMessage("enough");
    }

    @Test
    default void keeps_texts_in_any_characters() {
        var strange = "\u0001\t\r\n\u001f\u007f\u0085\u202e'\"\\%_\u00e4\u5f20\ud83d\ude00";
        var actor = new Actor(Actor.Kind.OPERATOR, strange, strange);
        trail().append(
                        new AuditEvent(
                                new UUID(1, 1),
                                NOON,
                                actor,
                                strange,
                                strange,
                                strange,
                                strange,
                                Result.BEGAN));

        var kept = all().getFirst().event();
        assertThat(kept.target()).isEqualTo(strange);
        assertThat(kept.actor()).isEqualTo(actor);
        assertThat(queries().verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    default void cuts_texts_and_replaces_what_cannot_be_kept() {
        trail().append(event(1, NOON, ADA, "\u0000\ud83d", "a".repeat(199) + "\ud83d\ude00"));
        trail().append(event(2, NOON, ADA, "b".repeat(1_000), "\ud83d\ude00".repeat(101)));

        assertThat(all().get(1).event().action()).isEqualTo("\ufffd\ufffd");
        assertThat(all().get(1).event().target()).isEqualTo("a".repeat(199));
        assertThat(all().getFirst().event().action()).hasSize(200);
        assertThat(all().getFirst().event().target()).isEqualTo("\ud83d\ude00".repeat(100));
        assertThat(queries().verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    default void keeps_moments_to_the_microsecond() {
        var moment = Instant.parse("2026-03-01T12:00:00.123456789Z");
        trail().append(event(1, moment, ADA, "a", "t"));

        assertThat(all().getFirst().event().at()).isEqualTo(NOON);
    }

    @Test
    default void forgets_the_oldest_and_still_verifies() {
        for (int i = 1; i <= 5; i++) {
            trail().append(event(i));
        }
        var head = queries().head();

        assertThat(trail().forget(NOON.plusSeconds(4), 2)).isEqualTo(2);
        assertThat(trail().forget(NOON.plusSeconds(4), 2)).isEqualTo(1);
        assertThat(trail().forget(NOON.plusSeconds(4), 2)).isZero();

        assertThat(positions(Filter.ALL)).containsExactly(5L, 4L);
        assertThat(queries().verify()).isEqualTo(new Verification.Intact(2, 5, head.hash()));
    }

    @Test
    default void goes_on_counting_when_all_was_forgotten() {
        trail().append(event(1));
        trail().append(event(2));
        var head = queries().head();

        assertThat(trail().forget(Instant.MAX, 10)).isEqualTo(2);
        assertThat(queries().head()).isEqualTo(head);
        assertThat(queries().verify()).isEqualTo(new Verification.Intact(0, 2, head.hash()));

        trail().append(event(3));
        assertThat(positions(Filter.ALL)).containsExactly(3L);
        assertThat(queries().verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    default void forgets_no_old_row_behind_a_younger_one() {
        trail().append(event(1, NOON.plusSeconds(60), ADA, "a", "t"));
        trail().append(event(2, NOON, ADA, "a", "t"));

        assertThat(trail().forget(NOON.plusSeconds(30), 10)).isZero();
        assertThat(positions(Filter.ALL)).containsExactly(2L, 1L);
    }
}
