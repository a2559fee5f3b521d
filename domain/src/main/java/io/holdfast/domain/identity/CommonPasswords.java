package io.holdfast.domain.identity;

/// The passwords that are tried first by whoever guesses.
public interface CommonPasswords {
    /// Without regard to case.
    boolean contains(Password password);
}
