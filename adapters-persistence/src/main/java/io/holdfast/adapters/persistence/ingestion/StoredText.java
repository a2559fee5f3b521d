package io.holdfast.adapters.persistence.ingestion;

/// Foreign text as the database can keep it.
final class StoredText {

    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    /// A NUL and half of a surrogate pair become replacement characters.
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        var result = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .forEach(result::appendCodePoint);
        return result.toString();
    }
}
