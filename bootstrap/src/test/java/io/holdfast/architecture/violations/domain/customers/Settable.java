package io.holdfast.architecture.violations.domain.customers;

/// Breaks rule 10b, with a field that is final.
public final class Settable {
    private final StringBuilder name = new StringBuilder();

    public void setName(String changed) {
        name.setLength(0);
        name.append(changed);
    }

    public String name() {
        return name.toString();
    }
}
