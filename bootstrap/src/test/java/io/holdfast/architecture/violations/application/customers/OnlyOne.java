package io.holdfast.architecture.violations.application.customers;

/// Breaks rule 11b.
public final class OnlyOne {
    private OnlyOne() {}

    public static OnlyOne getInstance() {
        return new OnlyOne();
    }
}
