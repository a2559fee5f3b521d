package io.holdfast.adapters.web;

import io.holdfast.application.analytics.RefreshProfiles;
import io.holdfast.domain.analytics.InMemoryAnalyticsQueries;
import io.holdfast.domain.analytics.InMemoryProfileRuns;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.InMemoryWorkQueue;
import io.holdfast.domain.kernel.SequentialIds;
import java.time.Duration;

/// What the test server has of Customer-360.
final class AnalyticsFakes {

    final InMemoryAnalyticsQueries queries = new InMemoryAnalyticsQueries(TestServer.START);
    final InMemoryProfileRuns runs = new InMemoryProfileRuns(() -> TestServer.START);
    private final InMemoryTransactions transactions = new InMemoryTransactions();
    final RefreshProfiles refresh =
            new RefreshProfiles(
                    transactions,
                    runs,
                    new InMemoryWorkQueue(transactions),
                    Duration.ofMinutes(30),
                    new SequentialIds(),
                    () -> TestServer.START);

    WebAdapter.Analytics useCases() {
        return new WebAdapter.Analytics(queries, refresh, runs::newest, () -> 3, () -> 1);
    }
}
