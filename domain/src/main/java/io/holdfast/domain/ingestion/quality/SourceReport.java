package io.holdfast.domain.ingestion.quality;

import java.util.UUID;
import java.util.regex.Pattern;

/// A report about data of a source.
///
/// @param source the system the data is from, as whoever brings it calls it
public record SourceReport(UUID id, String source, Origin origin, QualityReport report) {

    public static final int MAX_SOURCE_LENGTH = 100;

    public static final String SOURCE_RULE =
            "1 to %d letters, digits, dots, dashes and underscores, with a letter or digit first"
                    .formatted(MAX_SOURCE_LENGTH);

    private static final Pattern SOURCE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,%d}".formatted(MAX_SOURCE_LENGTH - 1));

    /// What the data was looked at for.
    public sealed interface Origin {
        record Import(UUID run) implements Origin {}

        /// An import that stored nothing: a dry run, or one of data too bad to be taken. What was
        /// not read any more is not in its report.
        record Attempt(UUID run) implements Origin {}

        /// Somebody asked what was wrong with it; nothing was brought in.
        record Validation(String contract) implements Origin {}

        default boolean isValidation() {
            return switch (this) {
                case Import _, Attempt _ -> false;
                case Validation _ -> true;
            };
        }
    }

    public SourceReport {
        if (!isSource(source)) {
            throw new IllegalArgumentException("a source is " + SOURCE_RULE);
        }
    }

    public static boolean isSource(String text) {
        return SOURCE.matcher(text).matches();
    }
}
