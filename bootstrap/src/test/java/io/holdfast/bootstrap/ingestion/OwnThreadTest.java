package io.holdfast.bootstrap.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OwnThreadTest {

    @Test
    void does_it_again_and_again_beside_the_caller_until_it_is_ended() throws Exception {
        var thrice = new CountDownLatch(3);
        var thread = new AtomicReference<Thread>();

        var end =
                new OwnThread()
                        .begin(
                                Duration.ofMillis(1),
                                () -> {
                                    thread.set(Thread.currentThread());
                                    thrice.countDown();
                                });
        thrice.await();
        end.run();
        thread.get().join();

        assertThat(thread.get()).isNotSameAs(Thread.currentThread());
        assertThat(thread.get().isAlive()).isFalse();
    }
}
