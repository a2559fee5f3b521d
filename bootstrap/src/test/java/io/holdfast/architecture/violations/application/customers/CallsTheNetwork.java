package io.holdfast.architecture.violations.application.customers;

import java.net.URI;

/// Breaks rule 2.
public final class CallsTheNetwork {
    public URI home() {
        return URI.create("http://localhost/");
    }
}
