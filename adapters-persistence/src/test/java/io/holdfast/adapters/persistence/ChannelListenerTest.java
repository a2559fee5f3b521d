package io.holdfast.adapters.persistence;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class ChannelListenerTest {

    /// A hundred times as fast, so that round trips are made as often as possible.
    private static long fast() {
        return System.nanoTime() * 100;
    }

    private final TestDatabase database = TestDatabase.empty();

    @AfterAll
    void close() {
        database.close();
    }

    /// Keeps what it is told, but for the round trips, which have a list of their own.
    private static final class Heard implements ChannelListener.Subscriber {

        final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<Long> roundTrips = new LinkedBlockingQueue<>();

        /// What had been told when the round trip ended.
        final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void begun() {
            events.add("begun");
        }

        @Override
        public void told(String payload) {
            told.add(payload);
            events.add(payload);
        }

        @Override
        public void current(long nanos) {
            roundTrips.add(nanos);
        }

        @Override
        public void lost() {
            events.add("lost");
        }

        @Nullable String next() throws InterruptedException {
            return events.poll(60, SECONDS);
        }

        void awaitRoundTripSince(long nanos) throws InterruptedException {
            while (true) {
                var began = roundTrips.poll(60, SECONDS);
                assertThat(began).isNotNull();
                if (began != null && began - nanos >= 0) {
                    return;
                }
            }
        }
    }

    private ChannelListener start() {
        return ChannelListener.start(
                database::connect, List.of("one", "other"), ChannelListenerTest::fast);
    }

    private void tell(String channel, String payload) {
        database.execute("NOTIFY " + channel + ", '" + payload + "'");
    }

    @Test
    void tells_each_subscriber_what_is_told_on_its_channel_in_order() throws InterruptedException {
        var one = new Heard();
        var other = new Heard();
        try (var listener = start()) {
            listener.subscribe("one", one);
            listener.subscribe("other", other);
            assertThat(one.next()).isEqualTo("begun");
            assertThat(other.next()).isEqualTo("begun");
            tell("one", "1");
            tell("other", "2");
            tell("one", "3");
            assertThat(one.next()).isEqualTo("1");
            assertThat(one.next()).isEqualTo("3");
            assertThat(other.next()).isEqualTo("2");
        }
        assertThat(one.next()).isEqualTo("lost");
    }

    @Test
    void tells_a_late_subscriber_once_that_it_has_begun() throws InterruptedException {
        var early = new Heard();
        var late = new Heard();
        try (var listener = start()) {
            listener.subscribe("one", early);
            assertThat(early.next()).isEqualTo("begun");
            listener.subscribe("one", late);
            assertThat(late.next()).isEqualTo("begun");
            tell("one", "1");
            assertThat(early.next()).isEqualTo("1");
            assertThat(late.next()).isEqualTo("1");
        }
    }

    @Test
    void whoever_hears_of_a_round_trip_has_heard_all_that_was_committed_before_it()
            throws InterruptedException {
        var heard = new Heard();
        try (var listener = start()) {
            listener.subscribe("one", heard);
            assertThat(heard.next()).isEqualTo("begun");
            for (int round = 0; round < 5; round++) {
                tell("one", "round" + round);
                long acknowledged = fast();
                heard.awaitRoundTripSince(acknowledged);
                assertThat(heard.told).contains("round" + round);
            }
        }
    }

    @Test
    void says_that_the_connection_was_lost_and_when_another_one_has_begun()
            throws InterruptedException {
        var heard = new Heard();
        try (var listener = start()) {
            listener.subscribe("one", heard);
            assertThat(heard.next()).isEqualTo("begun");
            database.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """);
            assertThat(heard.next()).isEqualTo("lost");
            assertThat(heard.next()).isEqualTo("begun");
            tell("one", "1");
            assertThat(heard.next()).isEqualTo("1");
        }
    }

    @Test
    void tries_again_while_the_database_is_away() throws InterruptedException {
        var away = new AtomicBoolean(true);
        var tries = new Semaphore(0);
        var heard = new Heard();
        try (var listener =
                ChannelListener.start(
                        () -> {
                            tries.release();
                            if (away.get()) {
                                throw new SQLException("the database is away", "08006");
                            }
                            return database.connect();
                        },
                        List.of("one"),
                        ChannelListenerTest::fast)) {
            listener.subscribe("one", heard);
            assertThat(tries.tryAcquire(2, 60, SECONDS)).isTrue();
            assertThat(heard.events).isEmpty();
            away.set(false);
            assertThat(heard.next()).isEqualTo("begun");
        }
    }

    @Test
    void tells_nothing_to_whoever_has_gone() throws InterruptedException {
        var gone = new Heard();
        var stays = new Heard();
        try (var listener = start()) {
            listener.subscribe("one", gone);
            listener.subscribe("one", stays);
            assertThat(stays.next()).isEqualTo("begun");
            listener.unsubscribe(gone);
            listener.unsubscribe(gone);
            tell("one", "1");
            assertThat(stays.next()).isEqualTo("1");
        }
        assertThat(gone.told).isEmpty();
    }

    @Test
    void proves_nothing_where_something_between_calls_itself_by_another_number() throws Exception {
        var heard = new Heard();
        try (var pooler = new PretendedPooler(database.settings());
                var listener =
                        ChannelListener.start(
                                pooler::connect, List.of("one"), ChannelListenerTest::fast)) {
            listener.subscribe("one", heard);
            assertThat(heard.next()).isEqualTo("begun");
            tell("one", "1");
            assertThat(heard.next()).isEqualTo("1");
            tell("one", "2");
            assertThat(heard.next()).isEqualTo("2");
        }
        assertThat(heard.roundTrips).isEmpty();
    }

    @Test
    void refuses_a_channel_that_it_was_not_started_with() {
        try (var listener = start()) {
            assertThatThrownBy(() -> listener.subscribe("third", new Heard()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("third");
        }
    }

    @Test
    void connects_no_more_once_it_is_closed() {
        var tries = new AtomicInteger();
        var listener =
                ChannelListener.start(
                        () -> {
                            tries.incrementAndGet();
                            throw new SQLException("away", "08006");
                        },
                        List.of("one"),
                        ChannelListenerTest::fast);
        listener.close();
        int before = tries.get();
        listener.close();

        assertThat(tries).hasValue(before);
    }
}
