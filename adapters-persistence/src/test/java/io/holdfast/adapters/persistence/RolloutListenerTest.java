package io.holdfast.adapters.persistence;

import static io.holdfast.domain.models.rollout.SampleRollouts.began;
import static io.holdfast.domain.models.rollout.SampleRollouts.changed;
import static io.holdfast.domain.models.rollout.SampleRollouts.first;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.persistence.models.rollout.JdbcRollouts;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.models.SampleModels;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.SampleRollouts;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class RolloutListenerTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());
    private final Semaphore told = new Semaphore(0);
    private Rollout rollout = first(SampleContracts.tiny("tiny", 1).id());

    @BeforeEach
    void begin() {
        database.clear();
        told.drainPermits();
        var contract = SampleContracts.tiny("tiny", 1);
        adapter.featureContracts().register(contract);
        adapter.modelRegistry()
                .register(contract.id(), SampleModels.trained(1), SampleRollouts.NOON);
        rollout = first(contract.id());
        adapter.rollouts().save(began(1, rollout));
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    private void change() {
        var change = changed(rollout.revision() + 1, rollout, rollout);
        adapter.rollouts().save(change);
        rollout = change.to();
    }

    /// Begins to listen now, so that what was changed before is not told late.
    private ChannelListener listening() {
        return ChannelListener.start(
                database::connect, List.of(JdbcRollouts.CHANNEL), System::nanoTime);
    }

    private void awaitTold() throws InterruptedException {
        assertThat(told.tryAcquire(60, SECONDS)).isTrue();
    }

    @Test
    void tells_once_at_the_beginning_and_then_every_change() throws InterruptedException {
        List<Long> seen = new CopyOnWriteArrayList<>();
        try (var channels = listening();
                var _ =
                        RolloutListener.start(
                                channels,
                                () -> {
                                    seen.add(
                                            adapter.rollouts()
                                                    .find("tiny")
                                                    .orElseThrow()
                                                    .revision());
                                    told.release();
                                })) {
            awaitTold();
            change();
            awaitTold();
            change();
            awaitTold();
        }
        assertThat(seen).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_change_that_is_rolled_back_is_told_to_nobody() throws InterruptedException {
        var calls = new AtomicInteger();
        try (var channels = listening();
                var _ =
                        RolloutListener.start(
                                channels,
                                () -> {
                                    calls.incrementAndGet();
                                    told.release();
                                })) {
            awaitTold();
            assertThatThrownBy(() ->
                            adapter.transactions()
                                    .run(() -> {
                                        change();
                                        throw new IllegalStateException("no");
                                    }))
                    .hasMessage("no");
            rollout = first(rollout.contract());
            change();
            awaitTold();
        }
        assertThat(calls).hasValue(2);
    }

    @Test
    void an_action_that_throws_is_run_again_with_the_next_change() throws InterruptedException {
        try (var _ =
                adapter.onRolloutChange(() -> {
                    told.release();
                    throw new IllegalStateException("cannot follow");
                })) {
            awaitTold();
            change();
            awaitTold();
        }
    }

    @Test
    void listens_again_after_the_server_cut_the_connection() throws InterruptedException {
        try (var _ = adapter.onRolloutChange(told::release)) {
            awaitTold();
            database.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'holdfast-listener'
                    """);
            awaitTold();
            change();
            awaitTold();
        }
    }

    @Test
    void tells_nothing_once_it_is_closed() throws InterruptedException {
        var calls = new AtomicInteger();
        var subscription =
                adapter.onRolloutChange(() -> {
                    calls.incrementAndGet();
                    told.release();
                });
        awaitTold();
        subscription.close();
        int before = calls.get();
        try (var _ = adapter.onRolloutChange(told::release)) {
            awaitTold();
            change();
            awaitTold();
        }

        assertThat(calls).hasValue(before);
        subscription.close();
    }

    @Test
    void ends_with_the_adapter() throws InterruptedException {
        var threads = new CopyOnWriteArrayList<Thread>();
        try (var other = PersistenceAdapter.open(database.settings(), InstantSource.system())) {
            other.onRolloutChange(() -> {
                threads.add(Thread.currentThread());
                told.release();
            });
            awaitTold();
        }

        assertThat(threads).isNotEmpty().allMatch(thread -> !thread.isAlive());
    }
}
