package io.holdfast.adapters.web.http;

import io.holdfast.domain.kernel.Violation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads `application/x-www-form-urlencoded`. A field that stands twice is refused.
public final class FormFields {

    public static final int MAX_FIELDS = 20;

    private FormFields() {}

    public static Map<String, String> read(byte[] body) {
        var fields = new HashMap<String, String>();
        var violations = new ArrayList<Violation>();
        var text = new String(body, StandardCharsets.UTF_8);
        for (var pair : text.split("&", MAX_FIELDS + 1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (fields.put(name, value) != null) {
                violations.add(Violation.at(name, "must not stand twice"));
            }
        }
        if (fields.size() > MAX_FIELDS) {
            violations.add(Violation.atRoot("must not have more than " + MAX_FIELDS + " fields"));
        }
        if (!violations.isEmpty()) {
            throw new Refusal(Problem.invalid(List.copyOf(violations)));
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Refusal(
                    Problem.of(
                            ProblemType.MALFORMED_REQUEST, "the form has a broken percent escape"));
        }
    }
}
