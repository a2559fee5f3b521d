package io.holdfast.application.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdfast.application.analytics.RefreshProfiles.Outcome;
import io.holdfast.domain.analytics.InMemoryProfileRuns;
import io.holdfast.domain.analytics.ProfileRun;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.InMemoryWorkQueue;
import io.holdfast.domain.kernel.SequentialIds;
import io.holdfast.domain.kernel.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefreshProfilesTest {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InMemoryProfileRuns runs = new InMemoryProfileRuns(() -> now);
    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryWorkQueue work = new InMemoryWorkQueue(transactions);
    private final RefreshProfiles refresh =
            new RefreshProfiles(
                    transactions,
                    runs,
                    work,
                    Duration.ofMinutes(30),
                    new SequentialIds(),
                    () -> now);

    private UUID initiated(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Initiated.class);
        return ((Outcome.Initiated) outcome).run();
    }

    @Test
    void is_done_in_the_background() {
        var id = initiated(refresh.request(false));

        assertThat(work.waiting(WorkQueue.Kind.REFRESH)).containsExactly(id);
        refresh.run(id);
        assertThat(runs.newestDone().map(ProfileRun::id)).contains(id);
    }

    @Test
    void is_skipped_while_the_last_one_is_fresh_unless_forced() {
        var first = initiated(refresh.request(false));
        refresh.run(first);

        now = now.plus(Duration.ofMinutes(30).minusNanos(1));
        assertThat(refresh.request(false)).isEqualTo(new Outcome.Fresh(first));
        var forced = initiated(refresh.request(true));
        refresh.run(forced);

        now = now.plus(Duration.ofMinutes(30));
        assertThat(initiated(refresh.request(false))).isNotEqualTo(forced);
    }

    @Test
    void the_clock_does_not_mind_a_fresh_one() {
        refresh.run(initiated(refresh.request(false)));

        var _ = initiated(refresh.repeat());
    }

    @Test
    void one_that_waits_will_do() {
        var first = initiated(refresh.request(false));

        assertThat(refresh.request(true)).isEqualTo(new Outcome.UnderWay(first));
        assertThat(refresh.repeat()).isEqualTo(new Outcome.UnderWay(first));
        assertThat(work.waiting(WorkQueue.Kind.REFRESH)).containsExactly(first);
    }

    @Test
    void one_that_goes_on_will_do_unless_forced() {
        var first = initiated(refresh.request(false));
        runs.dieInBuild(first, now);

        assertThat(refresh.request(false)).isEqualTo(new Outcome.UnderWay(first));
        assertThat(initiated(refresh.request(true))).isNotEqualTo(first);
    }

    @Test
    void a_failed_build_fails_the_run_and_the_next_may_come_at_once() {
        var id = initiated(refresh.request(false));
        runs.breakDown();

        refresh.run(id);

        assertThat(runs.newest()).containsInstanceOf(ProfileRun.Failed.class);
        var _ = initiated(refresh.request(false));
    }

    @Test
    void is_tried_again_where_another_one_goes_on_and_given_up_in_the_end() {
        var id = initiated(refresh.request(false));
        runs.beBusy();

        assertThatIllegalStateException().isThrownBy(() -> refresh.run(id));
        refresh.giveUp(id);

        assertThat(runs.newest()).containsInstanceOf(ProfileRun.Failed.class);
    }
}
