package io.holdfast.application.ingestion;

/// Texts as JSON has them.
final class JsonText {

    private JsonText() {}

    /// What the database cannot keep in a document, a NUL and half of a surrogate pair, becomes a
    /// replacement character.
    static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c == 0 || isHalf(text, i)) {
                        json.append('\uFFFD');
                    } else if (c < ' ') {
                        json.append("\\u00").append((char) ('0' + c / 16));
                        json.append(Character.forDigit(c % 16, 16));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c)
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
