package io.holdfast.domain.identity;

/// Hashes passwords slowly, on purpose. At most as many at once as the adapter allows; others wait.
public interface PasswordHasher {

    PasswordHash hash(Password password);

    /// Takes the same time whether the password fits or not.
    boolean matches(Password password, PasswordHash hash);
}
