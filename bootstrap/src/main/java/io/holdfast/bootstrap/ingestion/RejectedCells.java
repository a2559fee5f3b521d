package io.holdfast.bootstrap.ingestion;

import io.holdfast.bootstrap.scoring.CsvText;
import io.holdfast.bootstrap.scoring.OutputFile;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The file that tells what was wrong with rejected rows. It is there only where some were.
public final class RejectedCells implements AutoCloseable {

    private static final int PAGE = 1_000;

    private static final List<String> HEADER = List.of("file", "line", "column", "value", "reason");

    private final OutputFile output;

    public RejectedCells(Path place) {
        output = new OutputFile(place, new CsvText(HEADER.size()).row(HEADER).bytes());
    }

    public void add(ImportRun run, ImportQueries imports) throws IOException {
        for (var mark = ImportQueries.Mark.START; ; ) {
            var page = imports.rejections(run.id(), mark, PAGE);
            if (page.rejections().isEmpty()) {
                return;
            }
            var text = new CsvText(PAGE);
            for (var one : page.rejections()) {
                text.cell(run.file().name()).cell(one.line());
                text.cell(one.column()).cell(one.value()).cell(one.reason()).end();
            }
            output.write(text.bytes());
            mark = page.last();
        }
    }

    /// Puts the file in its place.
    public void keep() throws IOException {
        output.keep();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
