package io.holdfast.domain.kernel;

/// Keeps secrets that have to be shown to others again, such as the password of another database,
/// so that whoever reads the stored text alone learns nothing.
public interface SecretBox {

    /// Characters of a secret, at most.
    int MAX_LENGTH = 4_096;

    sealed interface Opening {
        /// @param outdated whether it was sealed by an earlier key: seal it again
        record Opened(Secret secret, boolean outdated) implements Opening {}

        /// Sealed by a key that is not known (any more), for another purpose, or not by us at all.
        record Unreadable() implements Opening {}
    }

    /// The same secret is sealed differently each time.
    ///
    /// @param purpose what it is for, such as `source:crm`; it opens for that only
    /// @return printable ASCII
    /// @throws Unavailable where no key is configured
    String seal(Secret secret, String purpose);

    /// Never throws for what the text is.
    Opening open(String sealed, String purpose);
}
