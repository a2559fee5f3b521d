package io.holdfast.bootstrap.ingestion;

import io.holdfast.application.ingestion.source.Recurrence;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Gives what recurs a thread of its own, which ends with it and holds up no end of the process.
public final class OwnThread implements Recurrence {

    @Override
    public Runnable begin(Duration pause, Runnable work) {
        var end = new CountDownLatch(1);
        var _ = Thread.ofVirtual().name("recurrence").start(() -> repeat(end, pause, work));
        return end::countDown;
    }

    private static void repeat(CountDownLatch end, Duration pause, Runnable work) {
        try {
            while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                work.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
