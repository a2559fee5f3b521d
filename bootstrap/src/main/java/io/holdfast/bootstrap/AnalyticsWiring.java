package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.web.WebAdapter;
import java.util.List;

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

    /// What comes again in the background.
    List<Recurring> recurring() {
        return List.of();
    }
}
