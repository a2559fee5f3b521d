package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.domain.ingestion.RowSource;
import io.holdfast.domain.ingestion.TextFormat;
import io.holdfast.domain.models.RowStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The rows of a file in any of the layouts, packed or not.
public final class FileRows implements RowSource {

    /// Gives the file's bytes from the beginning, each time it is asked.
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    private final Content content;
    private final PlainBytes.Limits limits;

    public FileRows(Content content) {
        this(content, PlainBytes.Limits.standard());
    }

    FileRows(Content content, PlainBytes.Limits limits) {
        this.content = content;
        this.limits = limits;
    }

    @Override
    public RowStream open(TextFormat format) {
        try {
            return read(content.open(), format);
        } catch (IOException e) {
            throw new UncheckedIOException("the file cannot be read", e);
        }
    }

    private RowStream read(InputStream file, TextFormat format) throws IOException {
        boolean opened = false;
        try {
            var text = new DecodedText(new PlainBytes(file, limits), format.encoding());
            var head = new TextHead(text);
            var rows =
                    switch (layout(format, head)) {
                        case JSON -> new JsonRows(head, true);
                        case JSON_LINES -> new JsonRows(head, false);
                        case DELIMITED, AUTO -> new CsvRows(head, separator(format, head));
                    };
            opened = true;
            return rows;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static TextFormat.Layout layout(TextFormat format, TextHead head) {
        if (format.layout() != TextFormat.Layout.AUTO) {
            return format.layout();
        }
        return switch (head.firstCharacter()) {
            case '[' -> TextFormat.Layout.JSON;
            case '{' -> TextFormat.Layout.JSON_LINES;
            default -> TextFormat.Layout.DELIMITED;
        };
    }

    private static char separator(TextFormat format, TextHead head) {
        return switch (format.separator()) {
            case AUTO -> head.mostFrequentInFirstLine(',', ';', '\t', '|');
            case COMMA -> ',';
            case SEMICOLON -> ';';
            case TAB -> '\t';
            case PIPE -> '|';
        };
    }
}
