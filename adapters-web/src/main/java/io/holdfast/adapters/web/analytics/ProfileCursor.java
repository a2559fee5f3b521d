package io.holdfast.adapters.web.analytics;

import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.Answer.Cell;
import io.holdfast.domain.analytics.Condition;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// After whom the next page of profiles begins, in a form that clients hand back and do not read.
final class ProfileCursor {

    private static final int MAX_LENGTH = 1_200;
    private static final int MAX_ID_LENGTH = 200;
    private static final String MARK = "profile";
    private static final String SEPARATOR = "|";
    private static final int PARTS = 4;
    private static final Pattern HEALTH = Pattern.compile("[0-9](\\.[0-9]{1,2})?");
    private static final Pattern SPENT = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,10})?");

    private ProfileCursor() {}

    /// @param row of the list of profiles
    static String after(List<Cell> row) {
        var content =
                String.join(
                        SEPARATOR,
                        MARK,
                        figure(row, "customer_health_score"),
                        figure(row, "total_spent"),
                        cell(row, "customer_id") instanceof Cell.Text(var id) ? id : "");
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String figure(List<Cell> row, String column) {
        return cell(row, column) instanceof Cell.Figure(var figure) ? figure.toPlainString() : "0";
    }

    private static Cell cell(List<Cell> row, String column) {
        return row.get(Analysis.CUSTOMER_PROFILES.columns().indexOf(column));
    }

    static boolean isCursor(String text) {
        return read(text).isPresent();
    }

    /// Empty for what `after` did not make.
    static Optional<Condition.After> read(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            var content = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var parts = content.split(Pattern.quote(SEPARATOR), PARTS);
            return isWhole(parts)
                    ? Optional.of(
                            new Condition.After(
                                    new BigDecimal(parts[1]), new BigDecimal(parts[2]), parts[3]))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(String[] parts) {
        return parts.length == PARTS
                && parts[0].equals(MARK)
                && HEALTH.matcher(parts[1]).matches()
                && SPENT.matcher(parts[2]).matches()
                && !parts[3].isEmpty()
                && parts[3].length() <= MAX_ID_LENGTH
                && parts[3].indexOf('\0') < 0;
    }
}
