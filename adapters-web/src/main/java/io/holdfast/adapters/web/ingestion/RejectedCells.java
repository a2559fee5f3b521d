package io.holdfast.adapters.web.ingestion;

import io.holdfast.adapters.web.http.CsvWriter;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.domain.ingestion.ImportQueries;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// What was wrong with rejected rows, as CSV that is written while it is read.
record RejectedCells(UUID run, ImportQueries imports) implements Reply.Content {

    static final String TYPE = "text/csv; charset=utf-8";

    private static final String HEADER = "line,column,value,reason\r\n";
    private static final int PAGE = 1_000;

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(HEADER.getBytes(StandardCharsets.UTF_8));
        for (var mark = ImportQueries.Mark.START; ; ) {
            var page = imports.rejections(run, mark, PAGE);
            if (page.rejections().isEmpty()) {
                return;
            }
            var text = new CsvWriter();
            for (var one : page.rejections()) {
                text.plain(String.valueOf(one.line())).cell(one.column());
                text.cell(one.value()).cell(one.reason()).end();
            }
            out.write(text.bytes());
            mark = page.last();
        }
    }
}
