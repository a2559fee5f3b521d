package io.holdfast.bootstrap;

import java.util.logging.LogManager;

/// The JDK's logging, but for its habit of closing all handlers when the process is told to end:
/// what is answered after that is logged as well. Named by a system property before anything logs.
public final class SteadyLogging extends LogManager {

    @Override
    public void reset() {
        // Handlers stay; `Logging.install` replaces them by itself.
    }
}
