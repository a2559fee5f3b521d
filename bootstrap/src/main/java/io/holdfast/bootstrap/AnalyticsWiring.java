package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.persistence.PersistenceAdapter.Work;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.analytics.RefreshProfiles;
import io.holdfast.domain.analytics.ProfileRun;
import java.util.List;

/// Customer-360: use cases over their adapters.
final class AnalyticsWiring {

    private final App app;

    AnalyticsWiring(App app) {
        this.app = app;
    }

    private PersistenceAdapter.Analytics persistence() {
        return app.persistence().analytics();
    }

    RefreshProfiles refreshProfiles() {
        return new RefreshProfiles(
                app.persistence().transactions(),
                persistence().profileRuns(),
                app.persistence().workQueue(),
                app.config().analytics().cacheFor(),
                app.ids(),
                app.clock());
    }

    /// Behind the routes. What is kept is stale where a refresh was missed.
    WebAdapter.Analytics web() {
        var settings = app.config().analytics();
        var answers =
                persistence()
                        .remembering(
                                settings.ticketCost(),
                                settings.cacheFor(),
                                settings.refreshEvery().plus(settings.cacheFor()));
        return new WebAdapter.Analytics(
                answers.queries(),
                refreshProfiles(),
                persistence().profileRuns()::newest,
                answers.hits(),
                answers.misses());
    }

    Work work() {
        var refresh = refreshProfiles();
        return new Work(refresh::run, refresh::giveUp);
    }

    List<Recurring> recurring() {
        var refresh = refreshProfiles();
        return List.of(
                new Recurring(
                        "refresh_customer_360",
                        app.config().analytics().refreshEvery(),
                        refresh::repeat));
    }

    /// As the newest kept profiles have it; 0 before the first.
    long customers() {
        return persistence().profileRuns().newestDone().map(ProfileRun.Done::customers).orElse(0L);
    }
}
