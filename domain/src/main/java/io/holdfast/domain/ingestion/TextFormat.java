package io.holdfast.domain.ingestion;

/// How a file is written. Whether it is compressed (gzip) is seen in its first bytes.
public record TextFormat(Encoding encoding, Separator separator, Layout layout) {

    public enum Encoding {
        /// By the byte order mark; without one UTF-8, and where that cannot be, Windows-1252.
        AUTO,
        UTF_8,
        UTF_16,
        WINDOWS_1252,
        ISO_8859_1
    }

    public enum Separator {
        /// The one of the others that stands most often in the header outside quotes.
        AUTO,
        COMMA,
        SEMICOLON,
        TAB,
        PIPE
    }

    public enum Layout {
        /// By its first character: `[` for JSON, `{` for JSON lines, else delimited.
        AUTO,
        DELIMITED,
        /// An array of flat objects. The header is that of the first object; a later object may
        /// lack members, and one that has more is a fault.
        JSON,
        /// One flat object a line.
        JSON_LINES
    }

    public static TextFormat auto() {
        return new TextFormat(Encoding.AUTO, Separator.AUTO, Layout.AUTO);
    }
}
