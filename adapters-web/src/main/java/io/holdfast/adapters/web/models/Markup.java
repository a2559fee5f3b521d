package io.holdfast.adapters.web.models;

import java.util.Locale;

/// HTML and SVG in the making. Every text and attribute is escaped here and nowhere else.
final class Markup {

    private final StringBuilder out = new StringBuilder(64 * 1024);

    /// @param attributes names and values in turn
    Markup open(String tag, Object... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            append(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    Markup close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    Markup text(String text) {
        append(text);
        return this;
    }

    /// An element with a text in it.
    Markup element(String tag, String text, Object... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /// A shape of SVG, which has no content.
    Markup shape(String tag, Object... attributes) {
        return open(tag, attributes).close(tag);
    }

    /// Our own content, as it is.
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    private void append(Object value) {
        var text =
                value instanceof Double number
                        ? String.format(Locale.ROOT, "%.1f", number)
                        : value.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isAllowed(c) ? c : '\uFFFD');
            }
        }
    }

    /// Control characters have no place in a page.
    private static boolean isAllowed(char c) {
        return (c >= ' ' && c != 0x7F) || c == '\n' || c == '\t';
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
