package io.holdfast.adapters.web.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a client would like to get, by its Accept header (RFC 9110, section 12.5.1).
public final class AcceptHeader {

    private AcceptHeader() {}

    /// Whether a page is wanted more than JSON: a browser says so, a program that takes anything
    /// does not.
    public static boolean prefersHtml(@Nullable String accept) {
        return accept != null
                && quality(accept, "text", "html") > quality(accept, "application", "json");
    }

    /// The weight of the most specific range that takes the type in; 0 where none does.
    private static double quality(String accept, String type, String subtype) {
        double quality = 0;
        int known = 0;
        for (var range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            var parts = range.split(";", -1);
            int specific =
                    switch (parts[0].strip()) {
                        case "*/*" -> 1;
                        case String text when text.equals(type + "/*") -> 2;
                        case String text when text.equals(type + "/" + subtype) -> 3;
                        default -> 0;
                    };
            if (specific > known) {
                known = specific;
                quality = weight(parts);
            }
        }
        return quality;
    }

    /// A weight that cannot be read counts as none.
    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                var text = parameter.substring(2).strip();
                return text.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(text) : 0;
            }
        }
        return 1;
    }
}
