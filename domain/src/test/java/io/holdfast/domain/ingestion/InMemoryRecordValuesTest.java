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
}
