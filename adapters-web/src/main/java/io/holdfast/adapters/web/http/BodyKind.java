package io.holdfast.adapters.web.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The forms in which a route takes its input.
public enum BodyKind {
    JSON("application/json"),
    /// JSON values, each on a line of its own.
    NDJSON("application/x-ndjson"),
    FORM("application/x-www-form-urlencoded"),
    MULTIPART("multipart/form-data");

    private final String mediaType;

    BodyKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /// Chooses by the Content-Type header; refuses with 415 what is not among the accepted ones,
    /// and any charset but UTF-8.
    static BodyKind choose(Set<BodyKind> accepted, @Nullable String contentType) {
        if (contentType != null) {
            var parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
            for (var kind : accepted) {
                if (kind.mediaType.equals(parts[0].strip()) && isUtf8(parts)) {
                    return kind;
                }
            }
        }
        var names = accepted.stream().map(BodyKind::mediaType).sorted().toList();
        throw new Refusal(
                Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "the body must be " + String.join(" or ", names) + " in UTF-8"));
    }

    private static boolean isUtf8(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
