package io.holdfast.domain.ingestion.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.source.Sources.Addition;
import io.holdfast.domain.ingestion.source.Sources.Claim;
import io.holdfast.domain.kernel.AtOnce;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `Sources` promises. Begins empty.
public interface SourcesContract {

    Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    UUID PULL = new UUID(1, 1);
    UUID OTHER = new UUID(1, 2);
    Pull.Progress SOME = new Pull.Progress(1, 10, 2);

    Sources sources();

    private void add(String name, Instant dueAt) {
        var source = SampleSource.named(name, 5);
        assertThat(sources().add(source, "sealed", "ann", NOW, dueAt)).isEqualTo(Addition.ADDED);
    }

    /// What the routes see of it.
    default SourceQueries sourceQueries() {
        return sources();
    }

    private SourceState state(String name) {
        return sourceQueries().find(name).orElseThrow().state();
    }

    private Pull newest(String name) {
        return sourceQueries().pulls(name, 1).getFirst();
    }

    @Test
    default void finds_what_was_added_as_it_was() {
        var manual = SampleSource.disabled(SampleSource.named("b", 0));
        var _ = sources().add(manual, "sealed", "ann", NOW, Instant.MAX);
        add("a", NOW);

        assertThat(sources().find("b"))
                .contains(new SourceQueries.Listed(manual, SourceState.fresh(Instant.MAX)));
        assertThat(sources().list())
                .extracting(listed -> listed.source().name())
                .containsExactly("a", "b");
        assertThat(sources().sealedSecret("a")).contains("sealed");
        assertThat(sources().find("c")).isEmpty();
        assertThat(sources().sealedSecret("c")).isEmpty();
        assertThat(sources().pulls("c", 10)).isEmpty();
    }

    @Test
    default void a_name_is_taken_once() {
        add("a", NOW);

        assertThat(sources().add(SampleSource.named("a", 0), "x", "bob", NOW, NOW))
                .isEqualTo(Addition.NAME_TAKEN);
        assertThat(sources().sealedSecret("a")).contains("sealed");
    }

    @Test
    default void there_are_never_more_than_so_many() {
        for (int i = 0; i < Sources.MAX; i++) {
            add("s" + i, NOW);
        }

        assertThat(sources().add(SampleSource.named("more", 0), "x", "bob", NOW, NOW))
                .isEqualTo(Addition.TOO_MANY);
    }

    @Test
    default void of_eight_at_once_one_gets_the_last_place() {
        for (int i = 1; i < Sources.MAX; i++) {
            add("s" + i, NOW);
        }

        var additions =
                AtOnce.call(
                        8,
                        i ->
                                sources()
                                        .add(
                                                SampleSource.named("more" + i, 0),
                                                "x",
                                                "bob",
                                                NOW,
                                                NOW));

        assertThat(additions).filteredOn(Addition.ADDED::equals).hasSize(1);
        assertThat(sources().list()).hasSize(Sources.MAX);
    }

    @Test
    default void removes_a_source_with_its_pulls() {
        add("a", NOW);
        var _ = sources().claim("a", PULL, NOW);

        assertThat(sources().remove("a")).isTrue();
        assertThat(sources().remove("a")).isFalse();
        assertThat(sources().pulls("a", 10)).isEmpty();
        assertThat(sources().advance("a", PULL, "1", SOME, NOW)).isFalse();
    }

    @Test
    default void seals_anew_only_what_is_still_there() {
        add("a", NOW);

        assertThat(sources().reseal("a", "other", "new")).isFalse();
        assertThat(sources().reseal("a", "sealed", "new")).isTrue();
        assertThat(sources().sealedSecret("a")).contains("new");
    }

    @Test
    default void tells_what_is_due_and_free() {
        add("late", NOW.plusSeconds(1));
        add("second", NOW);
        add("first", NOW.minusSeconds(1));
        add("taken", NOW);
        var off = SampleSource.disabled(SampleSource.named("off", 5));
        var _ = sources().add(off, "sealed", "ann", NOW, NOW);
        var _ = sources().claim("taken", PULL, NOW);

        assertThat(sources().due(NOW, 10)).containsExactly("first", "second");
        assertThat(sources().due(NOW, 1)).containsExactly("first");
    }

    @Test
    default void whoever_asks_lets_a_pull_come_at_once() {
        add("a", Instant.MAX);

        assertThat(sources().askForPull("a", NOW)).isTrue();
        assertThat(sources().askForPull("b", NOW)).isFalse();
        assertThat(sources().due(NOW, 10)).containsExactly("a");
    }

    @Test
    default void a_pull_has_its_source_to_itself() {
        add("a", NOW);

        assertThat(sources().claim("b", PULL, NOW)).isEqualTo(new Claim.Unknown());
        assertThat(sources().claim("a", PULL, NOW))
                .isEqualTo(
                        new Claim.Claimed(
                                SampleSource.named("a", 5), "sealed", SourceState.fresh(NOW)));
        assertThat(sources().claim("a", OTHER, NOW)).isEqualTo(new Claim.Taken());
        assertThat(state("a").takenUntil()).isEqualTo(NOW.plus(Sources.HOLD));
        assertThat(newest("a").state()).isEqualTo(new Pull.State.Running());
    }

    @Test
    default void of_eight_at_once_one_has_it() {
        add("a", NOW);

        var claims = AtOnce.call(8, i -> sources().claim("a", new UUID(2, i), NOW));

        assertThat(claims).filteredOn(Claim.Claimed.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(Claim.Taken.class::isInstance).hasSize(7);
    }

    @Test
    default void a_pull_that_goes_on_holds_its_source() {
        add("a", NOW);
        var _ = sources().claim("a", PULL, NOW);
        var later = NOW.plus(Sources.HOLD).minusSeconds(1);

        assertThat(sources().advance("a", PULL, "7", SOME, later)).isTrue();

        assertThat(sources().claim("a", OTHER, NOW.plus(Sources.HOLD)))
                .isEqualTo(new Claim.Taken());
        assertThat(state("a").mark()).isEqualTo("7");
        assertThat(newest("a").progress()).isEqualTo(SOME);
    }

    @Test
    default void a_pull_that_waits_holds_its_source() {
        add("a", NOW);
        var _ = sources().claim("a", PULL, NOW);
        var later = NOW.plus(Sources.HOLD).minusSeconds(1);

        assertThat(sources().hold("a", PULL, later)).isTrue();

        assertThat(state("a").takenUntil()).isEqualTo(later.plus(Sources.HOLD));
        assertThat(state("a").mark()).isEmpty();
        assertThat(newest("a").progress()).isEqualTo(Pull.NOTHING);
        assertThat(sources().claim("a", OTHER, NOW.plus(Sources.HOLD)))
                .isEqualTo(new Claim.Taken());
        assertThat(sources().hold("a", OTHER, later)).isFalse();
        assertThat(sources().hold("b", PULL, later)).isFalse();
    }

    @Test
    default void a_pull_that_is_over_holds_nothing() {
        add("a", NOW);
        var _ = sources().claim("a", PULL, NOW);
        var _ = sources().finish("a", PULL, SOME, new Pull.State.Completed(NOW), NOW);

        assertThat(sources().hold("a", PULL, NOW)).isFalse();
        assertThat(sources().claim("a", OTHER, NOW)).isInstanceOf(Claim.Claimed.class);
    }

    @Test
    default void a_pull_that_died_loses_its_source_and_changes_nothing_any_more() {
        add("a", NOW);
        var _ = sources().claim("a", PULL, NOW);
        var later = NOW.plus(Sources.HOLD);

        assertThat(sources().claim("a", OTHER, later)).isInstanceOf(Claim.Claimed.class);

        assertThat(sources().advance("a", PULL, "7", SOME, later)).isFalse();
        var done = new Pull.State.Completed(later);
        assertThat(sources().finish("a", PULL, SOME, done, later)).isFalse();
        assertThat(state("a").mark()).isEmpty();
        assertThat(state("a").isTaken(later)).isTrue();
        assertThat(sources().pulls("a", 10).getLast().state())
                .isInstanceOf(Pull.State.Failed.class);
    }

    @Test
    default void counts_failures_until_a_pull_succeeds() {
        add("a", NOW);
        for (int i = 1; i <= 2; i++) {
            var _ = sources().claim("a", new UUID(3, i), NOW.plusSeconds(i));
            var failed = new Pull.State.Failed(NOW, "gone " + i);
            assertThat(sources().finish("a", new UUID(3, i), Pull.NOTHING, failed, NOW)).isTrue();
        }
        assertThat(state("a"))
                .isEqualTo(new SourceState("", Instant.MIN, 2, "gone 2", NOW, Instant.MIN));
        var _ = sources().claim("a", PULL, NOW.plusSeconds(3));
        var refused = new Pull.State.Refused(NOW, "no such column");
        assertThat(sources().finish("a", PULL, SOME, refused, Instant.MAX)).isTrue();
        assertThat(state("a").failures()).isEqualTo(3);
        assertThat(state("a").dueAt()).isEqualTo(Instant.MAX);
        assertThat(newest("a").state()).isEqualTo(refused);
        assertThat(newest("a").progress()).isEqualTo(SOME);

        var _ = sources().claim("a", OTHER, NOW.plusSeconds(4));
        var next = NOW.plus(Duration.ofMinutes(5));
        var done = new Pull.State.Completed(NOW);
        assertThat(sources().finish("a", OTHER, SOME, done, next)).isTrue();

        assertThat(state("a")).isEqualTo(new SourceState("", NOW, 0, "", next, Instant.MIN));
        assertThat(sources().pulls("a", 10)).hasSize(4);
    }

    @Test
    default void a_paused_pull_did_not_fail_and_did_not_take_all() {
        add("a", NOW);
        var _ = sources().claim("a", PULL, NOW);
        var paused = new Pull.State.Paused(NOW);

        assertThat(sources().finish("a", PULL, SOME, paused, NOW)).isTrue();

        assertThat(state("a")).isEqualTo(SourceState.fresh(NOW));
        assertThat(newest("a").state()).isEqualTo(paused);
    }

    @Test
    default void a_pull_that_was_asked_for_meanwhile_comes() {
        add("a", NOW);
        var _ = sources().claim("a", PULL, NOW);
        var _ = sources().askForPull("a", NOW.plusSeconds(1));

        var done = new Pull.State.Completed(NOW);
        assertThat(sources().finish("a", PULL, SOME, done, Instant.MAX)).isTrue();

        assertThat(state("a").dueAt()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    default void keeps_the_newest_pulls() {
        add("a", NOW);
        for (int i = 0; i <= Sources.MAX_PULLS; i++) {
            var at = NOW.plusSeconds(i);
            var _ = sources().claim("a", new UUID(4, i), at);
            var done = new Pull.State.Completed(at);
            assertThat(sources().finish("a", new UUID(4, i), SOME, done, at)).isTrue();
        }

        var pulls = sources().pulls("a", 1_000);
        assertThat(pulls).hasSize(Sources.MAX_PULLS);
        assertThat(pulls.getFirst().startedAt()).isEqualTo(NOW.plusSeconds(Sources.MAX_PULLS));
        assertThat(pulls.getLast().startedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(sources().pulls("a", 2)).hasSize(2);
    }
}
