package io.holdfast.adapters.web;

import io.holdfast.application.ingestion.quality.ValidateData;
import io.holdfast.application.ingestion.source.ChangeSources;
import io.holdfast.application.ingestion.source.TestSource;
import io.holdfast.domain.ingestion.quality.DistanceDetector;
import io.holdfast.domain.ingestion.quality.InMemoryQualityReports;
import io.holdfast.domain.ingestion.source.InMemoryRecordSources;
import io.holdfast.domain.ingestion.source.InMemorySources;
import io.holdfast.domain.kernel.TransparentSecretBox;
import io.holdfast.domain.models.InMemoryRowStream;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.TableReader;
import java.util.Random;

/// What the test server has of what brings facts in.
final class IngestionFakes {

    private final TestServer server;
    final InMemorySources sources = new InMemorySources();
    final InMemoryRecordSources systems = new InMemoryRecordSources();
    final TransparentSecretBox secretBox = new TransparentSecretBox();
    final InMemoryQualityReports qualityReports;

    /// @param server its simpler ports are there already
    IngestionFakes(TestServer server) {
        this.server = server;
        qualityReports = new InMemoryQualityReports(server.transactions);
    }

    WebAdapter.Ingestion useCases() {
        return new WebAdapter.Ingestion(server.imports.useCases(), dataQuality(), pulledSources());
    }

    private WebAdapter.DataQuality dataQuality() {
        return new WebAdapter.DataQuality(
                new ValidateData(
                        server.transactions,
                        server.contracts,
                        IngestionFakes::rows,
                        new DistanceDetector(),
                        qualityReports,
                        new Random(7),
                        server.ids,
                        server.clock,
                        2),
                qualityReports);
    }

    private WebAdapter.PulledSources pulledSources() {
        return new WebAdapter.PulledSources(
                sources,
                new ChangeSources(sources, secretBox, server.clock),
                new TestSource(sources, systems, secretBox));
    }

    private static RowStream rows(byte[] content) {
        return switch (new SampleTableReader().read(content)) {
            case TableReader.Outcome.Opened(var table) ->
                    InMemoryRowStream.of(table.header(), table.rows());
            case TableReader.Outcome.Unreadable(var reason) -> InMemoryRowStream.unreadable(reason);
        };
    }
}
