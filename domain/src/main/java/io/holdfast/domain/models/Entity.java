package io.holdfast.domain.models;

/// One customer or product as a contract reads it: what identifies it, and its features.
public record Entity(Identity identity, FeatureVector features) {

    public sealed interface Identity {}

    /// The caller's own id, such as a customer number: 1 to 100 characters, no control characters.
    public record Known(String id) implements Identity {}

    /// The input carried no id.
    public record Anonymous() implements Identity {}
}
