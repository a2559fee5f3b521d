package io.holdfast.architecture.violations.adapters.ml;

import java.net.http.HttpClient;

/// Breaks rule 5.
public record CallsOut(HttpClient client) {}
