package io.holdfast.architecture.violations.application.customers;

/// Breaks rule 11a.
public final class Counter {
    @SuppressWarnings("NonFinalStaticField") // the fault it is here to show
    private static int calls;

    private Counter() {}

    public static int next() {
        calls++;
        return calls;
    }
}
