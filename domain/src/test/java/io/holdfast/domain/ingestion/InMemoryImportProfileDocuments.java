package io.holdfast.domain.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.domain.kernel.Violation;
import java.util.List;

/// Documents that only name the profile they stand for, `shop NAME`; with anything behind it such a
/// document is faulty.
public final class InMemoryImportProfileDocuments implements ImportProfileDocuments {

    private static final String BEGINNING = "shop ";

    public static String of(String name) {
        return BEGINNING + name;
    }

    @Override
    public Outcome read(byte[] content) {
        var text = new String(content, UTF_8);
        if (!text.startsWith(BEGINNING)) {
            return new Outcome.Unreadable("is no document");
        }
        try {
            return new Outcome.Complete(SampleProfiles.shop(text.substring(BEGINNING.length())));
        } catch (IllegalArgumentException e) {
            return new Outcome.Invalid(List.of(Violation.atRoot(String.valueOf(e.getMessage()))));
        }
    }
}
