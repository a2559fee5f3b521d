package io.holdfast.domain.kernel;

import java.util.UUID;

/// Work that some node does later, even when the process that asked for it is gone: at least once,
/// and again when the node that had begun it dies or the work fails. Work that fails all the time
/// is given up in the end, and whoever asked for it is told.
public interface WorkQueue {

    /// The kinds of work there are.
    enum Kind {
        BATCH,
        TRAINING,
        REFRESH
    }

    /// Higher goes first; nothing that runs is interrupted.
    enum Priority {
        LOW,
        NORMAL,
        HIGH,
        URGENT
    }

    /// Part of the caller's transaction: the work is there when it commits, and not when it rolls
    /// back. The same kind and id twice is once.
    void submit(Kind kind, UUID id, Priority priority);
}
