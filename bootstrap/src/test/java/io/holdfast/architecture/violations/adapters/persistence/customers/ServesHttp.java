package io.holdfast.architecture.violations.adapters.persistence.customers;

import io.helidon.webserver.WebServer;

/// Breaks rule 5.
public record ServesHttp(WebServer server) {}
