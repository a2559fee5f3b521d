package io.holdfast.adapters.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/// What makes two requests the same request.
final class RequestDigest {

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))");

    private RequestDigest() {}

    /// Method, path, query, and what stands for the body.
    static byte[] input(Exchange exchange, String content) {
        return "%s\n%s\n%s\n%s"
                .formatted(exchange.method(), exchange.rawPath(), exchange.rawQuery(), content)
                .getBytes(UTF_8);
    }

    /// Method, path, query, content type and body, of an exchange whose body is held. The boundary
    /// of a multipart form is left out: clients make up another one each time.
    static byte[] input(Exchange exchange) {
        var contentType = Objects.requireNonNullElse(exchange.header("Content-Type"), "");
        var boundary = boundary(contentType);
        var shown = boundary.isEmpty() ? contentType : contentType.replace(boundary, "");
        // None of the four can contain a line's end.
        var head =
                "%s\n%s\n%s\n%s\n"
                        .formatted(
                                exchange.method(), exchange.rawPath(), exchange.rawQuery(), shown)
                        .getBytes(UTF_8);
        var body = exchange.body().bytes(Integer.MAX_VALUE);
        return joined(head, body, boundary.getBytes(ISO_8859_1));
    }

    /// Empty where there is none.
    private static String boundary(String contentType) {
        var found = BOUNDARY.matcher(contentType);
        return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/") && found.find()
                ? Objects.requireNonNullElse(found.group(1), found.group(2))
                : "";
    }

    /// @param left out of the body, wherever it stands; empty for nothing
    private static byte[] joined(byte[] head, byte[] body, byte[] left) {
        var all = Arrays.copyOf(head, head.length + body.length);
        int length = head.length;
        for (int i = 0; i < body.length; ) {
            if (left.length > 0 && standsAt(body, i, left)) {
                i += left.length;
            } else {
                all[length] = body[i];
                length++;
                i++;
            }
        }
        return length == all.length ? all : Arrays.copyOf(all, length);
    }

    private static boolean standsAt(byte[] body, int from, byte[] wanted) {
        int to = from + wanted.length;
        return body[from] == wanted[0]
                && to <= body.length
                && Arrays.equals(body, from, to, wanted, 0, wanted.length);
    }
}
