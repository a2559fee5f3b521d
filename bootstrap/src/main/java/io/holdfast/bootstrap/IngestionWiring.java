package io.holdfast.bootstrap;

import io.holdfast.adapters.ml.MlAdapter;
import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.ingestion.quality.ValidateData;
import io.holdfast.application.ingestion.source.PullSource;
import io.holdfast.domain.ingestion.source.Pull;
import java.io.ByteArrayInputStream;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/// What brings facts in: use cases over their adapters.
final class IngestionWiring {

    private static final System.Logger LOG = System.getLogger(IngestionWiring.class.getName());

    /// So that a pull that is asked for begins soon.
    private static final Duration PULL_EVERY = Duration.ofSeconds(10);

    /// At once: each keeps one processor busy, for seconds where records are many.
    private static final int MAX_VALIDATIONS = 2;

    private final App app;

    IngestionWiring(App app) {
        this.app = app;
    }

    /// Behind the routes.
    WebAdapter.Ingestion web() {
        return new WebAdapter.Ingestion(
                new ImportWiring(app).web(),
                dataQuality(),
                new WebAdapter.PulledSources(
                        app.sourceQueries(), app.changeSources(), app.testSource()));
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

    /// What comes again in the background.
    List<Recurring> recurring() {
        var pulls = app.pullSource();
        return List.of(new Recurring("pull_sources", PULL_EVERY, () -> pull(pulls)));
    }

    private static void pull(PullSource pulls) {
        pulls.pullDue(IngestionWiring::tell);
    }

    /// Pulls that found nothing are not worth a line.
    private static void tell(Pull pull) {
        switch (pull.state()) {
            case Pull.State.Running(), Pull.State.Completed _, Pull.State.Paused _ -> {
                if (pull.progress().rows() > 0) {
                    LOG.log(
                            Level.INFO,
                            "source {0}: {1} rows were pulled, {2} of them rejected",
                            pull.source(),
                            pull.progress().rows(),
                            pull.progress().rejected());
                }
            }
            case Pull.State.Refused(var _, var reason) -> warn(pull, reason);
            case Pull.State.Failed(var _, var reason) -> warn(pull, reason);
        }
    }

    private static void warn(Pull pull, String reason) {
        LOG.log(Level.WARNING, "source {0} could not be pulled: {1}", pull.source(), reason);
    }
}
