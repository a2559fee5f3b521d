package io.holdfast.domain.ingestion;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Records in a map.
public final class InMemoryRecordValues implements RecordValues {

    private final Map<String, Map<String, Map<String, String>>> records = new TreeMap<>();

    public void put(String collection, String id, Map<String, String> fields) {
        records.computeIfAbsent(collection, _ -> new TreeMap<>()).put(id, fields);
    }

    @Override
    public Optional<Map<String, String>> of(String collection, String field) {
        var values =
                records.getOrDefault(collection, Map.of()).entrySet().stream()
                        .filter(entry -> entry.getValue().containsKey(field))
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> String.valueOf(entry.getValue().get(field))));
        return values.size() > MAX_VALUES ? Optional.empty() : Optional.of(values);
    }
}
