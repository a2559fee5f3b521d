package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.web.WebAdapter;
import java.util.List;

/// Customer-360: use cases over their adapters.
@SuppressWarnings("UnusedVariable")
final class AnalyticsWiring {

    private final App app;

    AnalyticsWiring(App app) {
        this.app = app;
    }

    /// Behind the routes.
    WebAdapter.Analytics web() {
        return new WebAdapter.Analytics();
    }

    /// What comes again in the background.
    List<Recurring> recurring() {
        return List.of();
    }
}
