package io.holdfast.application.ingestion;

import io.holdfast.domain.ingestion.Reading;
import io.holdfast.domain.ingestion.Reading.Others;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is done to a text before it is spelled as a value.
final class Cleaning {

    private final Reading reading;
    private final Set<String> blank;
    private final Map<String, String> found;
    private final Others others;
    private final String collection;

    /// @param found what the reading's lookup finds, by what is looked up
    Cleaning(Reading reading, Map<String, String> found) {
        this.reading = reading;
        this.blank = new HashSet<>(reading.blank());
        this.found = Map.copyOf(found);
        switch (reading.lookup()) {
            case Reading.Lookup.None() -> {
                others = Others.KEPT;
                collection = "";
            }
            case Reading.Lookup.InRecords(var name, var _, var rest) -> {
                others = rest;
                collection = name;
            }
        }
    }

    /// Nothing where nothing is known, or where the text is at fault, which is told.
    @Nullable String of(String raw, String column, RowFaults faults) {
        var text = raw.strip();
        if (reading.spaces() == Reading.Spaces.COLLAPSED) {
            text = collapsed(text);
        }
        if (text.isEmpty() || (!blank.isEmpty() && blank.contains(text))) {
            return null;
        }
        if (!reading.words().isEmpty()) {
            var word = reading.words().get(text);
            if (word == null) {
                switch (reading.others()) {
                    case REFUSED -> {
                        var known =
                                String.join(
                                        ", ",
                                        List.copyOf(reading.words().keySet()).stream()
                                                .sorted()
                                                .limit(20)
                                                .toList());
                        faults.add(column, raw, "must be one of " + known);
                        return null;
                    }
                    case BLANK -> {
                        return null;
                    }
                    case KEPT -> {}
                }
            } else {
                text = word;
            }
        }
        text =
                switch (reading.letters()) {
                    case KEPT -> text;
                    case LOWER -> text.toLowerCase(Locale.ROOT);
                    case UPPER -> text.toUpperCase(Locale.ROOT);
                };
        return collection.isEmpty() ? text : lookedUp(text, raw, column, faults);
    }

    private @Nullable String lookedUp(String text, String raw, String column, RowFaults faults) {
        var value = found.get(text);
        if (value != null) {
            return value;
        }
        return switch (others) {
            case REFUSED -> {
                faults.add(column, raw, "is not among the records of " + collection);
                yield null;
            }
            case BLANK -> null;
            case KEPT -> text;
        };
    }

    /// One space for every run of white space.
    private static String collapsed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) && (c != ' ' || text.charAt(i + 1) == ' ')) {
                return rewritten(text);
            }
        }
        return text;
    }

    private static String rewritten(String text) {
        var result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                result.append(c);
            } else if (!Character.isWhitespace(text.charAt(i - 1))) {
                result.append(' ');
            }
        }
        return result.toString();
    }
}
