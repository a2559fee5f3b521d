package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.web.WebAdapter;
import java.util.List;

/// What brings facts in: use cases over their adapters.
@SuppressWarnings("UnusedVariable")
final class IngestionWiring {

    private final App app;

    IngestionWiring(App app) {
        this.app = app;
    }

    /// Behind the routes.
    WebAdapter.Ingestion web() {
        return new WebAdapter.Ingestion();
    }

    /// What comes again in the background.
    List<Recurring> recurring() {
        return List.of();
    }
}
