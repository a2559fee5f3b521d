package io.holdfast.architecture.violations.domain.customers;

/// Breaks rule 10a.
public final class Changeable {
    private int visits;

    public int visit() {
        visits++;
        return visits;
    }
}
