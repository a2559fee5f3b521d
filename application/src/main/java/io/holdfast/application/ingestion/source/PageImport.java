package io.holdfast.application.ingestion.source;

import io.holdfast.application.ingestion.ImportRows;
import io.holdfast.domain.ingestion.ImportRun;

/// What makes facts of a page.
@FunctionalInterface
public interface PageImport {

    sealed interface Outcome {
        /// The run is over.
        record Ran(ImportRun run) implements Outcome {}

        /// It could not begin.
        record NotBegun(String reason) implements Outcome {}
    }

    Outcome store(ImportRows.Command page);
}
