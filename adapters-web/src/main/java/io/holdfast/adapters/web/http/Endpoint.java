package io.holdfast.adapters.web.http;

import java.util.List;

/// A group of routes that belong together.
@FunctionalInterface
public interface Endpoint {
    List<Route> routes();
}
