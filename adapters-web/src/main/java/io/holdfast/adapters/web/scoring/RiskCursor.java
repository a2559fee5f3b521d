package io.holdfast.adapters.web.scoring;

import io.holdfast.domain.scoring.CustomerScoreQueries.Customer;
import io.holdfast.domain.scoring.CustomerScoreQueries.Rating;
import io.holdfast.domain.scoring.CustomerScoreQueries.Start;
import java.util.HexFormat;

/// A place in the list of customers by risk, as text: the bits of the probability, which a decimal
/// might round, and the id.
final class RiskCursor {

    private static final int DIGITS = 16;

    private RiskCursor() {}

    static String of(Customer customer) {
        return switch (customer.rating()) {
            case Rating.Rated rated ->
                    HexFormat.of().toHexDigits(Double.doubleToLongBits(rated.probability()))
                            + customer.id();
            case Rating.NotYet() -> throw new IllegalArgumentException("it is not in the list");
        };
    }

    static boolean isOne(String text) {
        if (text.length() <= DIGITS
                || !text.chars().limit(DIGITS).allMatch(HexFormat::isHexDigit)
                || text.indexOf('\0') >= 0) {
            return false;
        }
        double probability = probability(text);
        return probability >= 0 && probability <= 1;
    }

    /// @param text one that `isOne`
    static Start read(String text) {
        return new Start.After(probability(text), text.substring(DIGITS));
    }

    private static double probability(String text) {
        return Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(text, 0, DIGITS));
    }
}
