package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.PersistenceAdapter.Recurring;
import io.holdfast.adapters.persistence.PersistenceAdapter.Work;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.ingestion.ChangeImportProfiles;
import io.holdfast.application.ingestion.RunImport;
import io.holdfast.application.ingestion.SubmitImport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/// What brings facts in: use cases over their adapters.
final class ImportWiring {

    private static final System.Logger LOG = System.getLogger(ImportWiring.class.getName());

    private static final Duration FORGET_UPLOADS_EVERY = Duration.ofMinutes(10);

    private static final Duration FAIL_ABANDONED_EVERY = Duration.ofMinutes(5);

    private final App app;

    ImportWiring(App app) {
        this.app = app;
    }

    /// Behind the routes.
    WebAdapter.Imports web() {
        var persistence = app.persistence();
        var ingestion = persistence.ingestion();
        return new WebAdapter.Imports(
                new SubmitImport(
                        persistence.transactions(),
                        ingestion.importProfiles(),
                        ingestion.importRuns(),
                        app.uploads(),
                        persistence.workQueue(),
                        app.ids(),
                        app.clock()),
                ingestion.importRuns(),
                ingestion.importProfiles(),
                new ChangeImportProfiles(
                        ingestion.importProfiles(),
                        PersistenceAdapter.importProfileDocuments(),
                        app.clock()),
                app.config().uploads().maxBytes());
    }

    private RunImport runImport() {
        return new RunImport(
                app.persistence().ingestion().importRuns(),
                app.uploads(),
                app.importRows(),
                app.clock());
    }

    /// Imports in the background. What a dead process left of files is removed first.
    Work work() {
        forgetUploads();
        var runImport = runImport();
        return new Work(runImport::run, runImport::giveUp);
    }

    /// What comes again in the background.
    List<Recurring> recurring() {
        return List.of(
                new Recurring("forget_uploads", FORGET_UPLOADS_EVERY, this::forgetUploads),
                new Recurring("fail_abandoned_imports", FAIL_ABANDONED_EVERY, this::failAbandoned));
    }

    private void failAbandoned() {
        int failed = runImport().failAbandoned();
        if (failed > 0) {
            LOG.log(Level.WARNING, "{0} imports of processes that are gone have failed", failed);
        }
    }

    private void forgetUploads() {
        int forgotten = runImport().forgetLeftovers();
        if (forgotten > 0) {
            LOG.log(Level.INFO, "{0} files that nobody will import were removed", forgotten);
        }
    }
}
