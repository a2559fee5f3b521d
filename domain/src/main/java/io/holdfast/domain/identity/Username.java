package io.holdfast.domain.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/// The name a user signs in with: 3 to 50 of letters, digits, `.`, `_`, `-`, `@`, `+`, beginning
/// with a letter or digit. Compared without regard to case; kept as it was given.
public record Username(String value) {

    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{2,49}");

    public static final String RULE =
            "must be 3 to 50 letters, digits or . _ - @ +, beginning with a letter or digit";

    public Username {
        if (!isValid(value)) {
            throw new IllegalArgumentException("username " + RULE);
        }
    }

    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    /// The form in which two names are compared: equal exactly when the names differ in case only.
    /// Made here and not by the database, whose idea of case depends on its locale. Upper case
    /// first, since "STRASSE" is the upper case of two lower-case spellings.
    public String folded() {
        return value.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
