package io.holdfast.architecture.violations.application.customers;

/// Breaks rule 9.
public final class ReadsTheEnvironment {
    public boolean isAtHome() {
        return System.getenv().containsKey("HOME");
    }
}
