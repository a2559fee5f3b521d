package io.holdfast.adapters.web;

import io.holdfast.domain.analytics.InMemoryAnalyticsQueries;

/// What the test server has of Customer-360.
final class AnalyticsFakes {

    final InMemoryAnalyticsQueries queries = new InMemoryAnalyticsQueries();

    WebAdapter.Analytics useCases() {
        return new WebAdapter.Analytics(queries);
    }
}
