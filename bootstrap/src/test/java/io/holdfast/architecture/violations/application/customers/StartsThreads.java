package io.holdfast.architecture.violations.application.customers;

/// Breaks rule 9.
public final class StartsThreads {
    public Thread start(Runnable work) {
        return Thread.startVirtualThread(work);
    }
}
