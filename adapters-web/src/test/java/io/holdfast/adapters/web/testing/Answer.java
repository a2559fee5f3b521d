package io.holdfast.adapters.web.testing;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a server answered.
public record Answer(int status, HttpHeaders headers, byte[] body) {

    private static final int SHOWN = 500;

    /// The header's values, or an empty text.
    public String header(String name) {
        return String.join(", ", headers.allValues(name));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    @Override
    public String toString() {
        var text = text();
        return status + " " + text.substring(0, Math.min(SHOWN, text.length()));
    }
}
