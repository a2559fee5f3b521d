package io.holdfast.adapters.web;

import io.holdfast.application.ingestion.source.ChangeSources;
import io.holdfast.application.ingestion.source.TestSource;
import io.holdfast.domain.ingestion.source.InMemoryRecordSources;
import io.holdfast.domain.ingestion.source.InMemorySources;
import io.holdfast.domain.kernel.TransparentSecretBox;

/// What the test server has of what brings facts in.
final class IngestionFakes {

    private final TestServer server;
    final InMemorySources sources = new InMemorySources();
    final InMemoryRecordSources systems = new InMemoryRecordSources();
    final TransparentSecretBox secretBox = new TransparentSecretBox();

    /// @param server its simpler ports are there already
    IngestionFakes(TestServer server) {
        this.server = server;
    }

    WebAdapter.Ingestion useCases() {
        return new WebAdapter.Ingestion(pulledSources());
    }

    private WebAdapter.PulledSources pulledSources() {
        return new WebAdapter.PulledSources(
                sources,
                new ChangeSources(sources, secretBox, server.clock),
                new TestSource(sources, systems, secretBox));
    }
}
