package io.holdfast.domain.ingestion.source;

import java.util.Locale;
import java.util.Optional;

/// Whether a text is one SELECT that can stand in brackets inside another. What two systems, or
/// their drivers, read differently is refused: comments, backslashes, `$`, `?`, braces. It is the
/// first of three walls; the second is that everything is read in a transaction that cannot write,
/// and the third the rights of the user there.
final class SelectQuery {

    static final int MAX_LENGTH = 10_000;

    private final Source.Kind kind;
    private final String text;

    private SelectQuery(Source.Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /// What is wrong with it, in words that can be shown.
    static Optional<String> fault(Source.Kind kind, String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            return Optional.of("must be 1 to " + MAX_LENGTH + " characters");
        }
        return new SelectQuery(kind, text).fault();
    }

    private Optional<String> fault() {
        var first = firstWord();
        if (!first.equals("select") && !first.equals("with")) {
            return Optional.of("must be one SELECT: it begins with SELECT or WITH");
        }
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '`' && kind == Source.Kind.POSTGRESQL) {
                // No quote there, but a character of an operator: what follows is not quoted.
                return Optional.of("must not have a backtick outside quotes");
            }
            if (c == '\'' || c == '"' || c == '`') {
                int end = text.indexOf(c, at + 1);
                if (end < 0) {
                    return Optional.of("has a quote that does not end");
                }
                if (text.substring(at, end).indexOf('\\') >= 0) {
                    return Optional.of("must not have a backslash");
                }
                at = end;
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0) {
                return Optional.of("has a bracket that nothing opened");
            }
            var fault = faultAt(at);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return depth == 0 ? Optional.empty() : Optional.of("has a bracket that does not end");
    }

    private String firstWord() {
        var stripped = text.strip();
        int end = 0;
        while (end < stripped.length() && Character.isLetter(stripped.charAt(end))) {
            end++;
        }
        return stripped.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /// Outside quotes.
    private Optional<String> faultAt(int at) {
        char c = text.charAt(at);
        boolean comment =
                text.startsWith("--", at)
                        || text.startsWith("/*", at)
                        || (c == '#' && kind != Source.Kind.POSTGRESQL);
        if (comment) {
            return Optional.of("must not have comments");
        }
        if (";\\$?{}".indexOf(c) >= 0) {
            return Optional.of("must be one statement without ; \\ $ ? { } outside quotes");
        }
        boolean space = c == '\n' || c == '\r' || c == '\t';
        return Character.isISOControl(c) && !space
                ? Optional.of("must not have control characters")
                : Optional.empty();
    }
}
