package io.holdfast.adapters.persistence.ingestion;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.holdfast.domain.ingestion.TextFormat;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Delimited text by RFC 4180, row by row. Separators are not guessed here: a text with another one
/// has a header of one cell, and the contract names the columns that are missing.
public final class CsvRows implements RowStream {

    public static final int MAX_COLUMNS = 2_000;

    /// In UTF-16 units, as the other lengths.
    public static final int MAX_CELL_LENGTH = 32_768;

    static final int MAX_ROW_LENGTH = 1 << 22;

    /// A batch ends with the row that reaches it.
    static final int BATCH_LENGTH = 1 << 18;

    /// Holds the longest cell even if it consists of quotes, which the text doubles.
    private static final int PARSE_BUFFER = 1 << 17;

    private static final Batch END = new Batch.End();

    private final CsvRowBuilder builder;
    private final CsvReader<Table.Row> reader;
    private final CloseableIterator<Table.Row> records;
    private final Header header;
    private String broken = "";

    /// Comma-separated UTF-8. Reads the header at once.
    public CsvRows(InputStream content) {
        this(new DecodedText(content, TextFormat.Encoding.UTF_8), ',');
    }

    /// Reads the header at once.
    CsvRows(Reader text, char separator) {
        builder = new CsvRowBuilder(separator);
        reader =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .skipEmptyLines(true)
                        .maxBufferSize(PARSE_BUFFER)
                        .build(builder, text);
        records = reader.iterator();
        header = readHeader();
    }

    private Header readHeader() {
        if (!hasNext()) {
            broken = broken.isEmpty() ? "is empty" : broken;
            return new Header.Unreadable(broken);
        }
        return new Header.Read(records.next().cells().stream().map(String::strip).toList());
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public Batch next(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a batch has at least 1 row");
        }
        var rows = new ArrayList<Table.Row>(limit);
        for (int length = 0; rows.size() < limit && length < BATCH_LENGTH; ) {
            if (!hasNext()) {
                break;
            }
            rows.add(records.next());
            length += builder.characters();
        }
        if (!rows.isEmpty()) {
            return new Batch.Rows(rows);
        }
        return broken.isEmpty() ? END : new Batch.Unreadable(broken);
    }

    private boolean hasNext() {
        if (!broken.isEmpty()) {
            return false;
        }
        try {
            return records.hasNext();
        } catch (CsvParseException e) {
            broken = reason(e);
            return false;
        }
    }

    private String reason(CsvParseException thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnreadableException unreadable) {
            return unreadable.reason();
        }
        // The parser tells its faults apart by their messages only.
        var message = String.valueOf(root.getMessage());
        if (message.startsWith("Unclosed quoted field")) {
            return "a quote that opens in line " + builder.lineOfOpenCell() + " is never closed";
        }
        if (message.contains("maximum buffer size")) {
            return "the cell that begins in line %d has more than %d characters: is a quote never closed?"
                    .formatted(builder.lineOfOpenCell(), MAX_CELL_LENGTH);
        }
        return "is not delimited text: " + message;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the table cannot be closed", e);
        }
    }

    /// All rows at once.
    ///
    /// @throws UnreadableException where there are more than `limit` or the text cannot be read
    List<Table.Row> readAll(int limit) {
        var rows = new ArrayList<Table.Row>();
        while (hasNext()) {
            if (rows.size() == limit) {
                throw new UnreadableException("has more than " + limit + " rows");
            }
            rows.add(records.next());
        }
        if (!broken.isEmpty()) {
            throw new UnreadableException(broken);
        }
        return rows;
    }
}
