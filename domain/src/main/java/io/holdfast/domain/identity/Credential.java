package io.holdfast.domain.identity;

import java.time.Instant;

/// How a user shows who it is.
public sealed interface Credential {

    /// A password that the user chose.
    record Chosen(PasswordHash hash) implements Credential {}

    /// A password that was made for the user: good for choosing another, and for nothing else.
    ///
    /// @param until from when on it is good for nothing
    record Temporary(PasswordHash hash, Instant until) implements Credential {}

    /// No password here: an identity provider vouches for the user.
    ///
    /// @param issuer of the provider's tokens
    /// @param subject what the issuer calls the user; never given to another one
    record External(String issuer, String subject) implements Credential {}
}
