package io.holdfast.domain.ingestion.source;

import io.holdfast.domain.kernel.Secret;
import java.util.List;

final class InMemoryRecordSourcesTest implements RecordSourcesContract {

    private final InMemoryRecordSources sources = new InMemoryRecordSources();

    @Override
    public RecordSources recordSources() {
        return sources;
    }

    @Override
    public Source sourceOf(List<Item> items) {
        sources.put(
                items.stream()
                        .map(item -> new InMemoryRecordSources.Item(item.id(), item.mark()))
                        .toList());
        return SampleSource.named("sample", 0);
    }

    @Override
    public Secret secret() {
        return new Secret("secret");
    }
}
