package io.holdfast.adapters.web;

/// What the test server has of Customer-360.
@SuppressWarnings("UnusedVariable")
final class AnalyticsFakes {

    private final TestServer server;

    /// @param server its simpler ports are there already
    AnalyticsFakes(TestServer server) {
        this.server = server;
    }

    WebAdapter.Analytics useCases() {
        return new WebAdapter.Analytics();
    }
}
