package io.holdfast.domain.identity;

/// Hashes passwords slowly, on purpose. At most as many at once as the adapter allows; others wait,
/// and beyond a number of waiters `Unavailable` is thrown. Two ways of writing the same letters are
/// one password (NFKC), as NIST SP 800-63B asks.
public interface PasswordHasher {
    PasswordHash hash(Password password);

    /// Takes the same time whether the password fits or not.
    boolean matches(Password password, PasswordHash hash);

    /// Whether a hash made now would be made with other parameters.
    boolean isOutdated(PasswordHash hash);
}
