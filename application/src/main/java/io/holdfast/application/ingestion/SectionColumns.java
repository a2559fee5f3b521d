package io.holdfast.application.ingestion;

import io.holdfast.domain.ingestion.FieldRule;
import io.holdfast.domain.ingestion.Reading;
import io.holdfast.domain.ingestion.RecordValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the columns and the looked up values that the rules of a section name, and remembers what
/// is not there.
final class SectionColumns {

    private final List<String> header;
    private final RecordValues records;
    private final Map<String, Optional<Map<String, String>>> lookups = new HashMap<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> twice = new LinkedHashSet<>();
    private final Set<String> emptyCollections = new LinkedHashSet<>();
    private final Set<String> largeCollections = new LinkedHashSet<>();

    SectionColumns(List<String> header, RecordValues records) {
        this.header = header;
        this.records = records;
    }

    int position(String column) {
        int position = header.indexOf(column);
        if (position < 0) {
            missing.add(column);
        } else if (position != header.lastIndexOf(column)) {
            twice.add(column);
        }
        return position;
    }

    FieldReader reader(FieldRule rule) {
        return switch (rule) {
            case FieldRule.FromColumn(var column, var reading) ->
                    new FieldReader.OfColumn(position(column), column, cleaning(reading));
            case FieldRule.Constant(var value) -> new FieldReader.OfConstant(value);
            case FieldRule.Template template -> {
                var parts = template.parts();
                var positions =
                        parts.stream()
                                .mapToInt(part -> part.isColumn() ? position(part.text()) : -1)
                                .toArray();
                yield new FieldReader.OfTemplate(parts, positions, cleaning(template.reading()));
            }
            case FieldRule.ObjectOf(var members) ->
                    new FieldReader.OfObject(
                            members.entrySet().stream()
                                    .sorted(Map.Entry.comparingByKey())
                                    .map(member ->
                                            Map.entry(member.getKey(), reader(member.getValue())))
                                    .toList());
            case FieldRule.ObjectOfAll(var except) ->
                    new FieldReader.OfObject(
                            header.stream()
                                    .distinct()
                                    .filter(column -> !column.isEmpty() && !except.contains(column))
                                    .map(column -> Map.entry(column, asItIs(column)))
                                    .toList());
        };
    }

    private FieldReader asItIs(String column) {
        return reader(new FieldRule.FromColumn(column, Reading.plain()));
    }

    private Cleaning cleaning(Reading reading) {
        return switch (reading.lookup()) {
            case Reading.Lookup.None() -> new Cleaning(reading, Map.of());
            case Reading.Lookup.InRecords(var collection, var field, var others) -> {
                var found =
                        lookups.computeIfAbsent(
                                collection + "\n" + field, _ -> records.of(collection, field));
                if (found.isEmpty()) {
                    largeCollections.add(collection);
                }
                var values = found.orElse(Map.of());
                if (found.isPresent() && values.isEmpty() && others == Reading.Others.REFUSED) {
                    emptyCollections.add(collection);
                }
                yield new Cleaning(reading, values);
            }
        };
    }

    /// Why the section cannot be read; empty for nothing.
    List<String> faults() {
        var faults = new ArrayList<String>();
        if (!missing.isEmpty()) {
            faults.add("the header lacks " + String.join(", ", missing));
        }
        if (!twice.isEmpty()) {
            faults.add("the header has twice " + String.join(", ", twice));
        }
        if (!emptyCollections.isEmpty()) {
            faults.add(
                    "nothing is known of %s yet, to which rows refer: import that first"
                            .formatted(String.join(", ", emptyCollections)));
        }
        if (!largeCollections.isEmpty()) {
            faults.add(
                    "there are more than %d records of %s, too many to look up"
                            .formatted(
                                    RecordValues.MAX_VALUES, String.join(", ", largeCollections)));
        }
        return List.copyOf(faults);
    }
}
