package io.holdfast.domain.scoring;

import io.holdfast.domain.customers.Fact;
import java.util.List;

final class InMemoryStoredFeaturesTest implements StoredFeaturesContract {

    private final InMemoryStoredFeatures features = new InMemoryStoredFeatures();

    @Override
    public StoredFeatures features() {
        return features;
    }

    @Override
    public void given(List<Fact> facts) {
        facts.forEach(features::add);
    }
}
