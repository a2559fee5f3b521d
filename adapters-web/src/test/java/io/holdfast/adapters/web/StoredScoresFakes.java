package io.holdfast.adapters.web;

/// What the test server has of the scores of stored customers.
@SuppressWarnings("UnusedVariable")
final class StoredScoresFakes {

    private final TestServer server;

    /// @param server its simpler ports are there already
    StoredScoresFakes(TestServer server) {
        this.server = server;
    }

    WebAdapter.StoredScores useCases() {
        return new WebAdapter.StoredScores();
    }
}
