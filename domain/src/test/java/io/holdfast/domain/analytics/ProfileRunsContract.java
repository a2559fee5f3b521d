package io.holdfast.domain.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `ProfileRuns` promises. Begins with no run and no customer.
public interface ProfileRunsContract {

    Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    UUID ONE = new UUID(0, 1);
    UUID TWO = new UUID(0, 2);
    UUID THREE = new UUID(0, 3);

    ProfileRuns runs();

    /// One who never bought anything.
    void addCustomer(String id);

    /// As its node leaves it when it dies in the middle of a build.
    void dieInBuild(UUID id, Instant startedAt);

    @Test
    default void knows_nothing_at_the_beginning() {
        assertThat(runs().newest()).isEmpty();
        assertThat(runs().newestDone()).isEmpty();
        assertThat(runs().running()).isEmpty();
        assertThat(runs().build(ONE)).isInstanceOf(ProfileRuns.Build.Ended.class);
    }

    @Test
    default void one_run_waits_at_most() {
        assertThat(runs().open(ONE, AT)).isEqualTo(new ProfileRuns.Opening.Opened());
        assertThat(runs().open(TWO, AT)).isEqualTo(new ProfileRuns.Opening.Waiting(ONE));

        assertThat(runs().newest()).contains(new ProfileRun.Requested(ONE, AT));
    }

    @Test
    default void counts_the_customers_it_keeps() {
        addCustomer("c1");
        addCustomer("c2");
        var _ = runs().open(ONE, AT);

        var built = runs().build(ONE);

        assertThat(built).isInstanceOf(ProfileRuns.Build.Built.class);
        var done = ((ProfileRuns.Build.Built) built).run();
        assertThat(done.customers()).isEqualTo(2);
        assertThat(done.startedAt()).isBeforeOrEqualTo(done.endedAt());
        assertThat(runs().newestDone()).contains(done);
        assertThat(runs().newest().map(ProfileRun::id)).contains(ONE);
        assertThat(runs().build(ONE)).isInstanceOf(ProfileRuns.Build.Ended.class);
    }

    @Test
    default void a_failed_run_leaves_what_was_kept() {
        var _ = runs().open(ONE, AT);
        var _ = runs().build(ONE);
        var _ = runs().open(TWO, AT);

        runs().fail(TWO, AT, "no room");
        runs().fail(ONE, AT, "too late");

        assertThat(runs().newest()).contains(new ProfileRun.Failed(TWO, AT, AT, "no room"));
        assertThat(runs().newestDone().map(ProfileRun::id)).contains(ONE);
        assertThat(runs().open(THREE, AT)).isEqualTo(new ProfileRuns.Opening.Opened());
    }

    @Test
    default void goes_on_where_a_node_died() {
        var _ = runs().open(ONE, AT);
        dieInBuild(ONE, AT);

        assertThat(runs().running()).contains(new ProfileRun.Running(ONE, AT, AT));
        assertThat(runs().build(ONE)).isInstanceOf(ProfileRuns.Build.Built.class);
        assertThat(runs().running()).isEmpty();
    }

    @Test
    default void the_next_run_fails_one_whose_node_died() {
        var _ = runs().open(ONE, AT);
        dieInBuild(ONE, AT);
        assertThat(runs().open(TWO, AT)).isEqualTo(new ProfileRuns.Opening.Opened());

        assertThat(runs().build(TWO)).isInstanceOf(ProfileRuns.Build.Built.class);

        assertThat(runs().build(ONE)).isInstanceOf(ProfileRuns.Build.Ended.class);
        assertThat(runs().newestDone().map(ProfileRun::id)).contains(TWO);
    }
}
