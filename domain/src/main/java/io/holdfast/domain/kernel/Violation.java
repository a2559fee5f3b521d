package io.holdfast.domain.kernel;

import java.util.Objects;

/// One fault of an input: where it is (a JSON pointer in fragment form, such as `#/tenure`, or
/// `#/rows/12/tenure` for the 12th data row of a table) and what is wrong with it, in words that
/// can be shown to the caller. Never contains more than a short, cleaned extract of the input.
public record Violation(String pointer, String detail) {

    private static final int MAX_EXTRACT = 40;

    /// A name that a contract gives is never cut; a foreign one may be.
    private static final int MAX_MEMBER = 100;

    public Violation {
        Objects.requireNonNull(pointer);
        Objects.requireNonNull(detail);
    }

    /// At a member of the root object; `/` and `~` in the name are escaped as RFC 6901 asks.
    public static Violation at(String member, String detail) {
        return new Violation("#/" + escape(member), detail);
    }

    /// At a column of a data row; rows count from 1.
    public static Violation atRow(long row, String column, String detail) {
        return new Violation("#/rows/" + row + "/" + escape(column), detail);
    }

    /// At a whole data row; rows count from 1.
    public static Violation atRow(long row, String detail) {
        return new Violation("#/rows/" + row, detail);
    }

    /// The same fault of one entity, as the fault of a row among others; rows count from 1.
    public Violation inRow(long row) {
        return new Violation("#/rows/" + row + pointer.substring(1), detail);
    }

    /// At the input as a whole.
    public static Violation atRoot(String detail) {
        return new Violation("#", detail);
    }

    /// A short piece of foreign input, safe to show: control characters become `?`, long text is
    /// cut.
    public static String extract(String text) {
        var shown = cleaned(text, MAX_EXTRACT);
        return text.codePointCount(0, text.length()) > MAX_EXTRACT
                ? "\"" + shown + "...\""
                : "\"" + shown + "\"";
    }

    private static String escape(String member) {
        return cleaned(member, MAX_MEMBER).replace("~", "~0").replace("/", "~1");
    }

    private static String cleaned(String text, int length) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(length)
                .map(c ->
                        Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE
                                ? '?'
                                : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
