package io.holdfast.bootstrap;

import io.holdfast.adapters.web.WebAdapter;

/// Customer-360: use cases over their adapters.
final class AnalyticsWiring {

    private final App app;

    AnalyticsWiring(App app) {
        this.app = app;
    }

    /// Behind the routes.
    WebAdapter.Analytics web() {
        var ticketCost = app.config().analytics().ticketCost();
        return new WebAdapter.Analytics(app.persistence().analytics().queries(ticketCost));
    }
}
