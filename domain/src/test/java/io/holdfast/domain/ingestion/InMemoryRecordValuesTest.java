package io.holdfast.domain.ingestion;

import java.util.Map;

final class InMemoryRecordValuesTest implements RecordValuesContract {

    private final InMemoryRecordValues values = new InMemoryRecordValues();

    @Override
    public RecordValues values() {
        return values;
    }

    @Override
    public void store(String collection, String id, Map<String, String> fields) {
        values.put(collection, id, fields);
    }

    @Override
    public void storeNumbered(String collection, int count) {
        for (int i = 1; i <= count; i++) {
            values.put(collection, String.valueOf(i), Map.of("name", "n"));
        }
    }
}
