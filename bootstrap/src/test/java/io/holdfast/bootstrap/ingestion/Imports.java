package io.holdfast.bootstrap.ingestion;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.application.ingestion.ImportRows;
import io.holdfast.application.ingestion.quality.JudgeImports;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.ingestion.quality.QualityReport;
import io.holdfast.domain.kernel.SequentialIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/// Imports by the bundled profiles into a database of a test's own.
final class Imports implements AutoCloseable {

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), Clock.systemUTC());
    private final ImportRows importRows =
            new ImportRows(
                    adapter.transactions(),
                    adapter.ingestion().importProfiles()::find,
                    adapter.ingestion().importRuns(),
                    adapter.facts().loads(),
                    adapter.ingestion().recordValues(),
                    new JudgeImports(
                            adapter.ingestion().qualityReports(),
                            new Random(1),
                            new SequentialIds(),
                            Clock.systemUTC()),
                    new SequentialIds(),
                    Clock.systemUTC());

    ImportRun run(String profile, Path file) {
        try {
            var command =
                    new ImportRows.Command(
                            profile,
                            "",
                            FileDigest.of(file),
                            PersistenceAdapter.rowSource(file),
                            false,
                            "ada");
            return switch (importRows.begin(command)) {
                case ImportRows.Begun.Ready(var id) -> importRows.carryOut(id, command, _ -> {});
                case ImportRows.Begun other -> throw new AssertionError(other);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What became of the facts of one kind in a run that was completed.
    FactLoads.Count count(ImportRun run, FactKind kind) {
        return switch (run.state()) {
            case ImportRun.State.Completed(var _, var counts) ->
                    counts.stream()
                            .filter(count -> count.kind() == kind)
                            .findFirst()
                            .orElse(new FactLoads.Count(kind, 0, 0, 0, 0, 0, 0, 0));
            case ImportRun.State other -> throw new AssertionError(other);
        };
    }

    QualityReport quality(ImportRun run) {
        return adapter.ingestion().qualityReports().ofImport(run.id()).orElseThrow().report();
    }

    List<Rejection> rejections(ImportRun run) {
        return adapter.ingestion()
                .importRuns()
                .rejections(run.id(), ImportQueries.Mark.START, 1_000)
                .rejections();
    }

    /// The single value that a query answers, as text.
    String value(String sql) {
        try (var connection = database.connect();
                var select = connection.prepareStatement(sql);
                var rows = select.executeQuery()) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void clear() {
        database.clear();
    }

    @Override
    public void close() {
        adapter.close();
        database.close();
    }
}
