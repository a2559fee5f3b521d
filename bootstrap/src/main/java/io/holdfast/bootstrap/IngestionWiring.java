package io.holdfast.bootstrap;

import io.holdfast.adapters.ml.MlAdapter;
import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.ingestion.quality.ValidateData;
import java.io.ByteArrayInputStream;
import java.security.SecureRandom;

/// What brings facts in: use cases over their adapters.
final class IngestionWiring {

    /// At once: each keeps one processor busy, for seconds where records are many.
    private static final int MAX_VALIDATIONS = 2;

    private final App app;

    IngestionWiring(App app) {
        this.app = app;
    }

    /// Behind the routes.
    WebAdapter.Ingestion web() {
        return new WebAdapter.Ingestion(dataQuality());
    }

    private WebAdapter.DataQuality dataQuality() {
        var persistence = app.persistence();
        var reports = persistence.ingestion().qualityReports();
        return new WebAdapter.DataQuality(
                new ValidateData(
                        persistence.transactions(),
                        persistence.featureContracts(),
                        content -> PersistenceAdapter.rowStream(new ByteArrayInputStream(content)),
                        MlAdapter.anomalyDetector(),
                        reports,
                        new SecureRandom(),
                        app.ids(),
                        app.clock(),
                        MAX_VALIDATIONS),
                reports);
    }
}
