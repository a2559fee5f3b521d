package io.holdfast.domain.models;

/// Turns a stored artefact into a model that can be served.
@FunctionalInterface
public interface ModelLoader {

    sealed interface Outcome {
        record Loaded(CompiledModel model) implements Outcome {}

        /// Foreign, truncated, damaged, or of a format this release does not know.
        record Unusable(String reason) implements Outcome {}
    }

    /// Never throws for what the bytes are.
    Outcome load(byte[] artefact);
}
