package io.holdfast.adapters.web;

/// What the test server has of what brings facts in.
@SuppressWarnings("UnusedVariable")
final class IngestionFakes {

    private final TestServer server;

    /// @param server its simpler ports are there already
    IngestionFakes(TestServer server) {
        this.server = server;
    }

    WebAdapter.Ingestion useCases() {
        return new WebAdapter.Ingestion();
    }
}
