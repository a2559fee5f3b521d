package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.customers.RecordEvents;
import java.time.Duration;
import java.util.List;

/// Stored customers and what they do: use cases over their adapters.
final class FactsWiring {

    private static final Duration PARTITIONS_EVERY = Duration.ofDays(1);

    private final App app;

    FactsWiring(App app) {
        this.app = app;
    }

    /// Behind the routes.
    WebAdapter.Facts web() {
        var persistence = app.persistence();
        return new WebAdapter.Facts(
                new RecordEvents(
                        persistence.transactions(),
                        persistence.facts().loads(),
                        app.ids(),
                        app.clock()),
                persistence.facts().customers());
    }

    /// What comes again in the background.
    List<Recurring> recurring() {
        return List.of(
                new Recurring(
                        "add_event_partitions",
                        PARTITIONS_EVERY,
                        app.persistence().facts().partitionsAhead()));
    }
}
