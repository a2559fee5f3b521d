package io.holdfast.domain.ingestion;

import io.holdfast.domain.kernel.Violation;
import java.util.List;

/// The form in which people write profiles; docs/import.md describes it.
public interface ImportProfileDocuments {

    int MAX_BYTES = 1 << 20;

    sealed interface Outcome {
        record Complete(ImportProfile profile) implements Outcome {}

        /// The text is not of this form at all.
        record Unreadable(String reason) implements Outcome {}

        /// Every fault that was found, with its place in the document.
        record Invalid(List<Violation> violations) implements Outcome {
            public Invalid {
                violations = List.copyOf(violations);
            }
        }
    }

    /// Never throws for what the content is.
    Outcome read(byte[] content);
}
