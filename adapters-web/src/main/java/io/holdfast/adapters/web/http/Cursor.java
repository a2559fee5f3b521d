package io.holdfast.adapters.web.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Where the next page of a list begins, in a form that clients hand back and do not read.
public final class Cursor {

    private static final int MAX_LENGTH = 40;

    /// Of 200 characters and a moment, encoded.
    private static final int MAX_NAME_LENGTH = 1_200;

    private static final String MARK = "before:";
    private static final String NAME_MARK = "after:";
    private static final Pattern CONTENT = Pattern.compile(MARK + "(\\d{1,18})");

    private Cursor() {}

    /// @param before 0 to 18 digits
    public static String before(long before) {
        var content = (MARK + before).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    /// Empty for what `before` did not make.
    static OptionalLong read(String text) {
        if (text.length() > MAX_LENGTH) {
            return OptionalLong.empty();
        }
        try {
            var content =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            var match = CONTENT.matcher(content);
            return match.matches()
                    ? OptionalLong.of(Long.parseLong(match.group(1)))
                    : OptionalLong.empty();
        } catch (IllegalArgumentException _) {
            return OptionalLong.empty();
        }
    }

    /// In a list that is ordered by names.
    public static String after(String name) {
        var content = (NAME_MARK + name).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    /// Empty for what `after` did not make.
    static Optional<String> readName(String text) {
        if (text.length() > MAX_NAME_LENGTH) {
            return Optional.empty();
        }
        try {
            var content = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return content.startsWith(NAME_MARK)
                    ? Optional.of(content.substring(NAME_MARK.length()))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
