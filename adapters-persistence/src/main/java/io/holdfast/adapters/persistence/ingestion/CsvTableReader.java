package io.holdfast.adapters.persistence.ingestion;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Comma-separated text by RFC 4180. Other separators are not guessed: such a file has a header of
/// one cell, and the contract names the columns that are missing.
public final class CsvTableReader implements TableReader {

    public static final int MAX_COLUMNS = 2_000;
    public static final int MAX_ROWS = 1_000_000;

    /// In UTF-16 units.
    public static final int MAX_CELL_LENGTH = 32_768;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public Outcome read(byte[] content) {
        try {
            return new Outcome.Opened(parse(decode(content)));
        } catch (UnreadableException e) {
            return new Outcome.Unreadable(e.reason);
        }
    }

    private static String decode(byte[] content) throws UnreadableException {
        var bytes = ByteBuffer.wrap(content);
        var chars = CharBuffer.allocate(content.length);
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        var result = decoder.decode(bytes, chars, true);
        if (result.isError()) {
            chars.flip();
            throw new UnreadableException(
                    "is not UTF-8 text: byte "
                            + bytes.position()
                            + ", in line "
                            + lineAt(chars, chars.length()));
        }
        chars.flip();
        int nul = indexOf(chars, '\0');
        if (nul >= 0) {
            throw new UnreadableException(
                    "is binary, not text: a NUL character in line " + lineAt(chars, nul));
        }
        boolean marked = chars.hasRemaining() && chars.get(0) == BYTE_ORDER_MARK;
        return chars.subSequence(marked ? 1 : 0, chars.length()).toString();
    }

    private static Table parse(String text) throws UnreadableException {
        var handler =
                CsvRecordHandler.builder()
                        .maxFields(MAX_COLUMNS)
                        .maxFieldSize(MAX_CELL_LENGTH)
                        .maxRecordSize(Integer.MAX_VALUE)
                        .build();
        try (var records =
                CsvReader.builder()
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .skipEmptyLines(true)
                        .build(handler, text)) {
            return table(records);
        } catch (CsvParseException e) {
            throw new UnreadableException(reason(text, e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static Table table(CsvReader<CsvRecord> records) throws UnreadableException {
        List<String> header = List.of();
        var rows = new ArrayList<Table.Row>();
        for (var record : records) {
            if (isBlank(record)) {
                continue;
            }
            if (header.isEmpty()) {
                header = record.getFields().stream().map(String::strip).toList();
            } else if (rows.size() == MAX_ROWS) {
                throw new UnreadableException("has more than " + MAX_ROWS + " rows");
            } else {
                rows.add(
                        new Table.Row(
                                record.getStartingLineNumber(), List.copyOf(record.getFields())));
            }
        }
        if (header.isEmpty()) {
            throw new UnreadableException("is empty");
        }
        return new Table(header, rows);
    }

    /// The reader has left out empty lines; what is left are lines of white space.
    private static boolean isBlank(CsvRecord record) {
        return record.getFieldCount() == 1
                && !record.getField(0).isEmpty()
                && record.getField(0).isBlank();
    }

    private static String reason(String text, CsvParseException thrown) {
        int open = unclosedQuote(text);
        if (open >= 0) {
            return "a quote that opens in line " + lineAt(text, open) + " is never closed";
        }
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "is not comma-separated text: " + root.getMessage();
    }

    /// Where the quote stands that is still open at the end of the text; -1 for none. A quote opens
    /// a cell only as its first character; inside, two of them are one that belongs to the cell.
    private static int unclosedQuote(String text) {
        int open = -1;
        boolean atCellStart = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (open >= 0) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    i++;
                } else if (c == '"') {
                    open = -1;
                }
            } else if (c == '"' && atCellStart) {
                open = i;
            }
            atCellStart = c == ',' || c == '\n' || c == '\r';
        }
        return open;
    }

    /// The number of the line, from 1, that holds the character at `position`.
    private static int lineAt(CharSequence text, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            char c = text.charAt(i);
            boolean isPair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || (c == '\r' && !isPair)) {
                line++;
            }
        }
        return line;
    }

    private static int indexOf(CharSequence text, char wanted) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// Ends the reading with a reason for people.
    private static final class UnreadableException extends Exception {

        private final String reason;

        UnreadableException(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
