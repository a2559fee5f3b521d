package io.holdfast.adapters.persistence.ingestion;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.holdfast.domain.models.Table;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/// Makes rows of what the parser finds, and holds the limits of a row.
final class CsvRowBuilder extends AbstractBaseCsvCallbackHandler<Table.Row> {

    private static final int USUAL_WIDTH = 32;

    private final boolean separatesByBlanks;
    private String[] cells = new String[USUAL_WIDTH];
    private int count;
    private int characters;

    /// @param separator of cells
    CsvRowBuilder(char separator) {
        separatesByBlanks = Character.isWhitespace(separator);
    }

    @Override
    protected void handleBegin(long line) {
        count = 0;
        characters = 0;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (count == CsvRows.MAX_COLUMNS) {
            throw new UnreadableException(
                    at() + " has more than " + CsvRows.MAX_COLUMNS + " cells");
        }
        if (length > CsvRows.MAX_CELL_LENGTH) {
            throw new UnreadableException(
                    at() + " has a cell of more than " + CsvRows.MAX_CELL_LENGTH + " characters");
        }
        characters += length;
        if (characters > CsvRows.MAX_ROW_LENGTH) {
            throw new UnreadableException(
                    at() + " has more than " + CsvRows.MAX_ROW_LENGTH + " characters");
        }
        if (count == cells.length) {
            cells = Arrays.copyOf(cells, Math.min(2 * count, CsvRows.MAX_COLUMNS));
        }
        cells[count++] = new String(buffer, offset, length);
    }

    private String at() {
        return "the row in line " + getStartingLineNumber();
    }

    /// Nothing for a line of white space; empty lines the parser leaves out by itself.
    @Override
    protected Table.@Nullable Row buildRecord() {
        boolean isOneBlank = count == 1 && !cells[0].isEmpty() && cells[0].isBlank();
        if (isOneBlank || (separatesByBlanks && count > 1 && allBlank())) {
            return null;
        }
        return new Table.Row(
                getStartingLineNumber(),
                Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(cells, count))));
    }

    private boolean allBlank() {
        for (int i = 0; i < count; i++) {
            if (!cells[i].isBlank()) {
                return false;
            }
        }
        return true;
    }

    /// Of the last row.
    int characters() {
        return characters;
    }

    /// The line that holds the beginning of the cell which is not complete yet.
    long lineOfOpenCell() {
        long line = getStartingLineNumber();
        for (int i = 0; i < count; i++) {
            line += lineBreaks(cells[i]);
        }
        return line;
    }

    private static int lineBreaks(String cell) {
        int breaks = 0;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean isPair = c == '\r' && i + 1 < cell.length() && cell.charAt(i + 1) == '\n';
            if (c == '\n' || (c == '\r' && !isPair)) {
                breaks++;
            }
        }
        return breaks;
    }
}
