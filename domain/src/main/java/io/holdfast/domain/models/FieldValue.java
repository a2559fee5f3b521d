package io.holdfast.domain.models;

/// A value as it came in, before a contract has read it: the kinds JSON knows. A cell of a CSV file
/// is always `Text`.
public sealed interface FieldValue {

    record Text(String value) implements FieldValue {}

    record Numeric(double value) implements FieldValue {}

    record Bool(boolean value) implements FieldValue {}

    /// JSON `null`.
    record Null() implements FieldValue {}

    /// An array or an object: never a feature.
    record Compound() implements FieldValue {}
}
