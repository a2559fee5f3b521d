package io.holdfast.adapters.web;

import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfileDocuments;
import io.holdfast.domain.ingestion.SampleProfiles;
import io.holdfast.domain.kernel.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the name of a profile's document, and takes it for the sample shop.
final class SampleProfileDocuments implements ImportProfileDocuments {

    private static final Set<String> KNOWN =
            Set.of("name", "version", "title", "source", "prefix", "reading", "sections");

    private final JsonMapper json =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    @Override
    public Outcome read(byte[] content) {
        JsonNode root;
        try {
            root = json.readTree(content);
        } catch (JacksonException _) {
            return new Outcome.Unreadable("is not valid JSON");
        }
        var violations = new ArrayList<Violation>();
        var name = root.path("name").isString() ? root.path("name").asString() : "";
        if (!ImportProfile.isName(name)) {
            violations.add(Violation.at("name", ImportProfile.NAME_RULE));
        }
        for (var member : root.propertyNames()) {
            if (!KNOWN.contains(member)) {
                violations.add(Violation.at(member, "is not a known member"));
            }
        }
        return violations.isEmpty()
                ? new Outcome.Complete(SampleProfiles.shop(name))
                : new Outcome.Invalid(List.copyOf(violations));
    }
}
