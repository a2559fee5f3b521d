package io.holdfast.adapters.persistence.models;

import io.holdfast.domain.models.FeatureContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The contracts that come with a release, as files on the class path.
public final class BundledContracts {

    private static final List<String> NAMES =
            List.of("ecommerce", "return-risk", "rfm", "subscription", "telco");

    private final ContractJson json;

    public BundledContracts(ContractJson json) {
        this.json = json;
    }

    /// In the order of their names.
    public List<FeatureContract> all() {
        return NAMES.stream().map(this::load).toList();
    }

    private FeatureContract load(String name) {
        var path = "/contracts/" + name + ".json";
        try (var file = BundledContracts.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("not on the class path: " + path);
            }
            return json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
