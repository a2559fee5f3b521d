package io.holdfast.application.identity;

/// The kinds of work that requests are, by which they are limited.
public enum Demand {
    /// Names, passwords and what follows from them.
    SIGN_IN,
    /// One score or explanation, or a few.
    PREDICTION,
    /// Many at once, or work in the background.
    BATCH,
    OTHER
}
