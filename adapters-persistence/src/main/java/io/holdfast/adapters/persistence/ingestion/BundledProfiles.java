package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfileDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The profiles that come with a release, as files on the class path.
final class BundledProfiles {

    private static final List<String> NAMES = List.of("adventureworks", "c360", "online-retail");

    private record Bundled(ImportProfile profile, String document) {}

    private final Map<String, Bundled> profiles = new LinkedHashMap<>();

    BundledProfiles(ImportProfileDocuments documents) {
        for (var name : NAMES) {
            var content = content(name);
            switch (documents.read(content)) {
                case ImportProfileDocuments.Outcome.Complete(var profile) ->
                        profiles.put(
                                name,
                                new Bundled(profile, new String(content, StandardCharsets.UTF_8)));
                case ImportProfileDocuments.Outcome.Unreadable(var reason) ->
                        throw new IllegalStateException(name + " " + reason);
                case ImportProfileDocuments.Outcome.Invalid(var violations) ->
                        throw new IllegalStateException(name + " " + violations);
            }
        }
    }

    private static byte[] content(String name) {
        var path = "/profiles/" + name + ".json";
        try (var file = BundledProfiles.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("not on the class path: " + path);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// By name.
    Map<String, ImportProfile> all() {
        var all = new LinkedHashMap<String, ImportProfile>();
        profiles.forEach((name, bundled) -> all.put(name, bundled.profile()));
        return all;
    }

    boolean has(String name) {
        return profiles.containsKey(name);
    }

    /// Of one that there is.
    String document(String name) {
        var bundled = profiles.get(name);
        if (bundled == null) {
            throw new IllegalArgumentException("no bundled profile " + name);
        }
        return bundled.document();
    }
}
