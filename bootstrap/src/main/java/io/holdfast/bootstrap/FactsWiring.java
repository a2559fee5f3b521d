package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.web.WebAdapter;
import java.util.List;

/// Stored customers and what they do: use cases over their adapters.
@SuppressWarnings("UnusedVariable")
final class FactsWiring {

    private final App app;

    FactsWiring(App app) {
        this.app = app;
    }

    /// Behind the routes.
    WebAdapter.Facts web() {
        return new WebAdapter.Facts();
    }

    /// What comes again in the background.
    List<Recurring> recurring() {
        return List.of();
    }
}
