package io.holdfast.bootstrap.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened, closed in the opposite order: at the end of the work, or when the process is
/// told to end in the middle of it.
final class Opened implements AutoCloseable {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Thread hook = new Thread(this::closeAll, "bench-cleanup");

    Opened() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    synchronized <T extends AutoCloseable> T add(T one) {
        opened.push(one);
        return one;
    }

    @Override
    public void close() {
        closeAll();
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending and the hook has seen to it, or has nothing left to do.
        }
    }

    private synchronized void closeAll() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                System.getLogger(Opened.class.getName())
                        .log(System.Logger.Level.WARNING, "something is left over", e);
            }
        }
    }
}
