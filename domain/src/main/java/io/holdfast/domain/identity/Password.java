package io.holdfast.domain.identity;

/// A password in clear, on its way to the hasher. Never printed.
public record Password(String value) {

    public static final int MIN_LENGTH = 8;
    public static final int MAX_LENGTH = 128;
    public static final String RULE =
            "must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters";

    /// Length in code points, as NIST SP 800-63B counts.
    public static boolean isAcceptable(String value) {
        int length = value.codePointCount(0, value.length());
        return length >= MIN_LENGTH && length <= MAX_LENGTH;
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
