package io.holdfast.adapters.web.scoring;

import io.holdfast.domain.scoring.CustomerScoreQueries.Customer;
import io.holdfast.domain.scoring.CustomerScoreQueries.Rating;
import io.holdfast.domain.scoring.CustomerScoreQueries.Start;
import java.util.HexFormat;

/// A place in the list of customers by risk, as text: the bits of the probability, which a decimal
/// might round, or that there is none, and the id.
final class RiskCursor {

    private static final int DIGITS = 16;
    private static final String UNSCORED = "-".repeat(DIGITS);

    private RiskCursor() {}

    static String of(Customer customer) {
        return switch (customer.rating()) {
            case Rating.Rated rated -> bits(rated.probability()) + customer.id();
            case Rating.NotYet() -> UNSCORED + customer.id();
        };
    }

    static String bits(double probability) {
        return HexFormat.of().toHexDigits(Double.doubleToLongBits(probability));
    }

    static boolean isOne(String text) {
        return text.length() > DIGITS
                && text.indexOf('\0') < 0
                && (text.startsWith(UNSCORED) || isProbability(text));
    }

    /// Whether the text begins with the bits of one.
    static boolean isProbability(String text) {
        if (text.length() < DIGITS || !text.chars().limit(DIGITS).allMatch(HexFormat::isHexDigit)) {
            return false;
        }
        double probability = probability(text);
        return probability >= 0 && probability <= 1;
    }

    /// @param text one that `isOne`
    static Start read(String text) {
        var id = text.substring(DIGITS);
        return text.startsWith(UNSCORED)
                ? new Start.AfterUnscored(id)
                : new Start.After(probability(text), id);
    }

    /// @param text one that begins with the bits of a probability
    static double probability(String text) {
        return Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(text, 0, DIGITS));
    }
}
