package io.holdfast.domain.models;

import io.holdfast.domain.kernel.Violation;
import java.util.List;

/// The form in which people write and read contracts.
public interface ContractDocuments {

    sealed interface Outcome {
        record Complete(FeatureContract contract) implements Outcome {}

        /// The version was left out; until one is chosen the contract stands as version 1.
        record Versionless(FeatureContract contract) implements Outcome {}

        /// The text is not of this form at all.
        record Unreadable(String reason) implements Outcome {}

        /// Every fault that was found, with its place in the document.
        record Invalid(List<Violation> violations) implements Outcome {}
    }

    /// Never throws for what the content is.
    Outcome read(byte[] content);

    /// What `read` takes as `Complete`, and then as the same contract.
    String write(FeatureContract contract);
}
