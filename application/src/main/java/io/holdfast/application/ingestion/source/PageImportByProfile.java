package io.holdfast.application.ingestion.source;

import io.holdfast.application.ingestion.ImportRows;
import io.holdfast.domain.ingestion.ImportRun;
import java.util.function.Consumer;

/// Imports a page as a file is imported: in one transaction, with its rejected rows told.
public final class PageImportByProfile implements PageImport {

    private final ImportRows importRows;
    private final Consumer<ImportRun.Progress> progress;

    /// @param progress told within a page
    public PageImportByProfile(ImportRows importRows, Consumer<ImportRun.Progress> progress) {
        this.importRows = importRows;
        this.progress = progress;
    }

    @Override
    public Outcome store(ImportRows.Command page) {
        return switch (importRows.begin(page)) {
            case ImportRows.Begun.Ready(var run) ->
                    new Outcome.Ran(importRows.carryOut(run, page, progress));
            case ImportRows.Begun.UnknownProfile(var name) ->
                    new Outcome.NotBegun("there is no import profile " + name);
            case ImportRows.Begun.UnknownSection(var _, var known) ->
                    new Outcome.NotBegun(
                            "the import profile has no section %s, but %s"
                                    .formatted(page.section(), String.join(", ", known)));
        };
    }
}
