package io.holdfast.adapters.web;

/// What the test server has of stored customers.
@SuppressWarnings("UnusedVariable")
final class FactsFakes {

    private final TestServer server;

    /// @param server its simpler ports are there already
    FactsFakes(TestServer server) {
        this.server = server;
    }

    WebAdapter.Facts useCases() {
        return new WebAdapter.Facts();
    }
}
