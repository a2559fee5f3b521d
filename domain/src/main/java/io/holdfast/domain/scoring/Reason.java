package io.holdfast.domain.scoring;

import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureVector;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Why a score is what it is, as far as one feature goes.
///
/// @param value the entity's, in the caller's terms, or `missing`
/// @param contribution in log-odds of the probability
/// @param share of this feature in all that moved the score, 0 to 1
/// @param text a sentence for people
public record Reason(
        String feature,
        String value,
        Direction direction,
        double contribution,
        double share,
        String text) {

    public enum Direction {
        RAISES,
        LOWERS
    }

    private static final String MISSING = "missing";

    /// Every feature that moved the score, the strongest first; features of equal weight by the
    /// contract's order.
    public static List<Reason> of(
            FeatureContract contract, FeatureVector features, Explanation explanation) {
        double all = 0;
        for (int i = 0; i < explanation.size(); i++) {
            all += Math.abs(explanation.at(i));
        }
        var reasons = new ArrayList<Reason>();
        for (int i = 0; i < explanation.size(); i++) {
            double contribution = explanation.at(i);
            if (contribution != 0) {
                var feature = contract.features().get(i);
                var value = feature.display(features.at(i)).map(Reason::plain).orElse(MISSING);
                reasons.add(
                        reason(feature.name(), value, contribution, Math.abs(contribution) / all));
            }
        }
        reasons.sort(
                Comparator.comparingDouble((Reason r) -> Math.abs(r.contribution())).reversed());
        return List.copyOf(reasons);
    }

    /// As people write it: a number without an exponent or zeros at the end.
    private static String plain(Object value) {
        return value instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : value.toString();
    }

    private static Reason reason(String feature, String value, double contribution, double share) {
        var direction = contribution > 0 ? Direction.RAISES : Direction.LOWERS;
        var text =
                String.format(
                        Locale.ROOT,
                        "%s is %s: %s the risk (%.0f%% of what moved the score)",
                        feature,
                        value,
                        direction.name().toLowerCase(Locale.ROOT),
                        share * 100);
        return new Reason(feature, value, direction, contribution, share, text);
    }
}
