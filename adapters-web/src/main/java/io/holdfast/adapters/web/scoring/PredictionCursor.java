package io.holdfast.adapters.web.scoring;

import io.holdfast.domain.scoring.CustomerScoreQueries.Origin;
import io.holdfast.domain.scoring.CustomerScoreQueries.Place;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// A place in the list of predictions, as text: the moment, the bits of the probability, the origin
/// and the key, with a space in between.
final class PredictionCursor {

    private static final Pattern FORM =
            Pattern.compile("(\\S{20,40}) ([0-9a-f]{16}) (ANSWERED|BASE) ([^\0]+)", Pattern.DOTALL);

    private static final Pattern ANSWER =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private PredictionCursor() {}

    static String of(Place place) {
        return "%s %s %s %s"
                .formatted(
                        place.at(),
                        RiskCursor.bits(place.probability()),
                        place.origin().name(),
                        place.key());
    }

    static boolean isOne(String text) {
        return read(text).isPresent();
    }

    /// Empty for what `of` did not make.
    static Optional<Place> read(String text) {
        var match = FORM.matcher(text);
        if (!match.matches() || !RiskCursor.isProbability(match.group(2))) {
            return Optional.empty();
        }
        var origin = Origin.valueOf(match.group(3));
        var key = match.group(4);
        if (origin == Origin.ANSWERED && !ANSWER.matcher(key).matches()) {
            return Optional.empty();
        }
        try {
            var at = Instant.parse(match.group(1));
            return at.isBefore(Instant.EPOCH) || at.isAfter(Place.START.at())
                    ? Optional.empty()
                    : Optional.of(
                            new Place(at, RiskCursor.probability(match.group(2)), origin, key));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
