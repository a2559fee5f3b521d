package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Flat JSON objects, one row each: members of an array, or one after the other (lines). The header
/// is that of the first object; a text without objects has none and no rows. Numbers keep their
/// text, null is an empty cell.
///
/// What is wrong with one object makes its row longer than the header: a member that the first
/// object has not, one that stands twice, and a value that is itself an object or array are cells
/// beyond the others, as `name: value`.
final class JsonRows implements RowStream {

    private static final Batch END = new Batch.End();
    private static final int MAX_NESTING = 100;
    private static final int MAX_NAME_LENGTH = 1_000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_NESTING)
                                    .maxNameLength(MAX_NAME_LENGTH)
                                    .maxNumberLength(CsvRows.MAX_CELL_LENGTH)
                                    .maxStringLength(CsvRows.MAX_CELL_LENGTH)
                                    .maxDocumentLength(-1)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final boolean isArray;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Table.Row> first = new ArrayList<>();
    private final Header header;
    private Batch last = END;
    private boolean headerRead;
    private boolean ended;
    private int characters;

    /// Reads the first object at once.
    JsonRows(Reader text, boolean isArray) {
        this.isArray = isArray;
        parser = FACTORY.createParser(ObjectReadContext.empty(), text);
        begin();
        if (!ended) {
            readNext(first);
        }
        header =
                first.isEmpty() && last instanceof Batch.Unreadable(var reason)
                        ? new Header.Unreadable(reason)
                        : new Header.Read(List.copyOf(names));
    }

    private void begin() {
        if (!isArray) {
            return;
        }
        try {
            var token = parser.nextToken();
            if (token != JsonToken.START_ARRAY) {
                breakOff(token == null ? "is empty" : "is not a JSON array");
            }
        } catch (JacksonException | UnreadableException e) {
            breakOff(reason(e));
        }
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
        var rows = new ArrayList<>(first);
        first.clear();
        for (int length = 0; rows.size() < limit && length < CsvRows.BATCH_LENGTH; ) {
            if (ended) {
                break;
            }
            readNext(rows);
            length += characters;
        }
        return rows.isEmpty() ? last : new Batch.Rows(rows);
    }

    /// Adds one row, or ends.
    private void readNext(List<Table.Row> rows) {
        try {
            var token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                rows.add(readObject());
            } else if (isArray ? token == JsonToken.END_ARRAY : token == null) {
                end();
            } else {
                breakOff("the value in line %d is not an object".formatted(line()));
            }
        } catch (JacksonException | UnreadableException e) {
            breakOff(reason(e));
        }
    }

    private void end() {
        ended = true;
        if (isArray && parser.nextToken() != null) {
            breakOff("goes on after the end of the array, in line " + line());
        }
    }

    private Table.Row readObject() {
        long line = line();
        boolean isFirst = !headerRead;
        headerRead = true;
        var cells = new ArrayList<>(Collections.nCopies(names.size(), ""));
        var isSet = new BitSet();
        var beyond = new ArrayList<String>();
        characters = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var value = parser.nextToken();
            if (isFirst && !places.containsKey(name.strip())) {
                cells.add("");
                addColumn(name.strip());
            }
            int place = places.getOrDefault(name.strip(), -1);
            var text = value.isScalarValue() ? text(value) : "{...}";
            if (value.isScalarValue() && place >= 0 && !isSet.get(place)) {
                cells.set(place, text);
            } else {
                beyond.add(name + ": " + text);
            }
            if (place >= 0) {
                isSet.set(place);
            }
            parser.skipChildren();
            characters += name.length() + text.length();
            if (characters > CsvRows.MAX_ROW_LENGTH) {
                throw new UnreadableException(
                        "the object in line %d has more than %d characters"
                                .formatted(line, CsvRows.MAX_ROW_LENGTH));
            }
        }
        cells.addAll(beyond);
        return new Table.Row(
                line, Collections.unmodifiableList(Arrays.asList(cells.toArray(new String[0]))));
    }

    private void addColumn(String name) {
        if (names.size() == CsvRows.MAX_COLUMNS) {
            throw new UnreadableException(
                    "the object in line %d has more than %d members"
                            .formatted(line(), CsvRows.MAX_COLUMNS));
        }
        places.put(name, names.size());
        names.add(name);
    }

    private String text(JsonToken value) {
        return value == JsonToken.VALUE_NULL ? "" : parser.getString();
    }

    private long line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private void breakOff(String reason) {
        ended = true;
        last = new Batch.Unreadable(reason);
    }

    private String reason(RuntimeException thrown) {
        return switch (thrown) {
            case UnreadableException unreadable -> unreadable.reason();
            case JacksonIOException failed ->
                    throw new UncheckedIOException("the file cannot be read", failed.getCause());
            case UnexpectedEndOfInputException _ ->
                    "breaks off in line " + parser.currentLocation().getLineNr();
            case StreamConstraintsException _ ->
                    "has a value of more than %d characters or %d levels, in line %d"
                            .formatted(
                                    CsvRows.MAX_CELL_LENGTH,
                                    MAX_NESTING,
                                    parser.currentLocation().getLineNr());
            default -> "is not JSON text in line " + parser.currentLocation().getLineNr();
        };
    }

    @Override
    public void close() {
        parser.close();
    }
}
