package io.holdfast.architecture.violations.domain.customers;

/// Breaks rule 15a.
public final class PrintsOut {
    public void print(String text) {
        System.out.println(text);
    }
}
