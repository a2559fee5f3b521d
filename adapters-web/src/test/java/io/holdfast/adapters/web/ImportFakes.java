package io.holdfast.adapters.web;

import io.holdfast.application.ingestion.ChangeImportProfiles;
import io.holdfast.application.ingestion.ImportRows;
import io.holdfast.application.ingestion.RunImport;
import io.holdfast.application.ingestion.SubmitImport;
import io.holdfast.application.ingestion.quality.JudgeImports;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.InMemoryImportProfiles;
import io.holdfast.domain.ingestion.InMemoryImportRuns;
import io.holdfast.domain.ingestion.InMemoryRecordValues;
import io.holdfast.domain.ingestion.InMemoryUploads;
import io.holdfast.domain.kernel.WorkQueue;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// What the test server has of files that are imported.
final class ImportFakes {

    static final int MAX_BYTES = 6 * 1024 * 1024;
    static final int ROOM_BYTES = 5 * 1024 * 1024;

    /// Begun already, by the command line.
    static final UUID RUNNING = UUID.fromString("00000000-0000-7000-8000-00000000aaaa");

    private final TestServer server;
    final InMemoryImportProfiles profiles = new InMemoryImportProfiles();
    final InMemoryImportRuns runs;
    final InMemoryUploads uploads;

    /// @param server its simpler ports are there already
    ImportFakes(TestServer server) {
        this.server = server;
        runs = new InMemoryImportRuns(server.transactions, server.clock);
        uploads = new InMemoryUploads(server.clock, ROOM_BYTES);
    }

    WebAdapter.Imports useCases() {
        return new WebAdapter.Imports(
                new SubmitImport(
                        server.transactions,
                        profiles,
                        runs,
                        uploads,
                        server.work,
                        server.ids,
                        server.clock),
                runs,
                profiles,
                new ChangeImportProfiles(profiles, new SampleProfileDocuments(), server.clock),
                MAX_BYTES);
    }

    /// Does the imports that wait.
    void work() {
        var importRows =
                new ImportRows(
                        server.transactions,
                        profiles::find,
                        runs,
                        server.facts.loads,
                        new InMemoryRecordValues(),
                        new JudgeImports(
                                server.ingestion.qualityReports,
                                new Random(1),
                                server.ids,
                                server.clock),
                        server.ids,
                        server.clock);
        var runImport = new RunImport(runs, uploads, importRows, server.clock);
        server.work.waiting(WorkQueue.Kind.IMPORT).forEach(runImport::run);
    }

    /// An import that runs, `RUNNING`.
    void addRunning() {
        runs.add(run(RUNNING, new ImportRun.State.Running()));
    }

    /// As many imports as may wait.
    void fill() {
        while (runs.addWaiting(
                List.of(run(server.ids.next(), new ImportRun.State.Waiting())),
                SubmitImport.WAITING_MAX)) {
            // One more.
        }
    }

    private ImportRun run(UUID id, ImportRun.State state) {
        return new ImportRun(
                id,
                "shop",
                "customers",
                new ImportRun.File("customers.csv", 10, "00"),
                false,
                "admin.one",
                server.clock.instant(),
                new ImportRun.Progress(0, 0),
                state);
    }
}
