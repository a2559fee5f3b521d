package io.holdfast.adapters.web.http;

import java.util.Locale;
import java.util.regex.Pattern;

/// In which form a caller would rather have an answer, by the header `Accept` (RFC 9110, 12.5.1).
/// Who accepts none of the forms there are is answered as who says nothing: with JSON.
public final class AcceptedForm {

    private static final String JSON_TYPE = "application/json";
    private static final String CSV_TYPE = "text/csv";
    private static final Pattern QUALITY = Pattern.compile("q=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)");
    private static final int RANGES_MAX = 50;

    private AcceptedForm() {}

    /// Whether CSV is wanted more than JSON.
    public static boolean isCsv(Exchange exchange) {
        var accepted = String.join(",", exchange.headers("Accept"));
        return !accepted.isBlank() && quality(CSV_TYPE, accepted) > quality(JSON_TYPE, accepted);
    }

    /// Of the range that fits most closely; 0 where none does.
    private static double quality(String type, String accepted) {
        double quality = 0;
        int closest = 0;
        for (var range : accepted.split(",", RANGES_MAX)) {
            var parts = range.strip().toLowerCase(Locale.ROOT).split(";", -1);
            int closeness = closeness(parts[0].strip(), type);
            if (closeness > closest) {
                closest = closeness;
                quality = quality(parts);
            }
        }
        return quality;
    }

    private static int closeness(String range, String type) {
        if (range.equals(type)) {
            return 3;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 2;
        }
        return range.equals("*/*") ? 1 : 0;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            var match = QUALITY.matcher(parts[i].strip());
            if (match.matches()) {
                return Double.parseDouble(match.group(1));
            }
        }
        return 1;
    }
}
