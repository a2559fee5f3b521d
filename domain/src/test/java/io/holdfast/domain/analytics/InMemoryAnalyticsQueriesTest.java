package io.holdfast.domain.analytics;

import java.math.BigDecimal;

final class InMemoryAnalyticsQueriesTest implements AnalyticsQueriesContract {

    private final InMemoryAnalyticsQueries queries = new InMemoryAnalyticsQueries(AS_OF);

    @Override
    public AnalyticsQueries queries() {
        return queries;
    }

    @Override
    public void addCustomer(String id, String segment, BigDecimal lifetimeValue) {
        queries.addCustomer(id, segment, lifetimeValue);
    }
}
