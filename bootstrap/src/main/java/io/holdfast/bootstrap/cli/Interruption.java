package io.holdfast.bootstrap.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and SIGTERM as an interrupt of the thread that works: it cleans up, and the process ends
/// after that.
final class Interruption implements AutoCloseable {

    /// As shells have it for SIGINT.
    private static final int EXIT_INTERRUPTED = 130;

    private static final int CLEAN_WITHIN_SECONDS = 10;

    interface Work {
        int run() throws IOException, InterruptedException;
    }

    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Thread worker) {
        hook =
                new Thread(
                        () -> {
                            worker.interrupt();
                            awaitCleaned();
                        },
                        "interruption");
    }

    static Interruption ofThisThread() {
        var interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void awaitCleaned() {
        try {
            var _ = cleaned.await(CLEAN_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The work's own exit code, or 130 where it was interrupted.
    int exitCode(Work work) throws IOException {
        try {
            return work.run();
        } catch (InterruptedException _) {
            return EXIT_INTERRUPTED;
        }
    }

    @Override
    public void close() {
        cleaned.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending: the hook has done its work.
        }
    }
}
