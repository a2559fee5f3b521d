package io.holdfast.adapters.web.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.domain.kernel.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// A refusal or failure as RFC 9457 tells it, with the extra members that older clients read.
///
/// @param detail words for the caller: no stack trace, no SQL, no class name
/// @param violations all faults of the input that are named
/// @param total of the faults, named or not
/// @param headers that belong to the answer, such as `Retry-After`
public record Problem(
        ProblemType type,
        String detail,
        List<Violation> violations,
        long total,
        List<Header> headers) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemType type, String detail, Header... headers) {
        return new Problem(type, detail, List.of(), 0, List.of(headers));
    }

    public static Problem invalid(List<Violation> violations) {
        return invalid(violations, violations.size());
    }

    public static Problem invalid(List<Violation> violations, long total) {
        var detail =
                total == violations.size()
                        ? total + (total == 1 ? " fault in the input" : " faults in the input")
                        : "%d faults in the input; the first %d are named"
                                .formatted(total, violations.size());
        return new Problem(ProblemType.INVALID_FIELDS, detail, violations, total, List.of());
    }

    /// A 503 that tells when to try again.
    public static Problem unavailable(ProblemType type, String detail, int retryAfterSeconds) {
        return of(
                type,
                detail,
                HeaderValues.create(HeaderNames.RETRY_AFTER, String.valueOf(retryAfterSeconds)));
    }

    /// @param instance the path that was asked for, or empty where it is not known
    public Reply reply(String instance, String requestId, Instant now) {
        var body = Json.write(generator -> write(generator, instance, requestId, now));
        return new Reply(type.status(), MEDIA_TYPE, body, new ArrayList<>(headers));
    }

    private void write(JsonGenerator json, String instance, String requestId, Instant now) {
        json.writeStartObject();
        json.writeStringProperty("type", type.uri());
        json.writeStringProperty("title", type.title());
        json.writeNumberProperty("status", type.status());
        json.writeStringProperty("detail", detail);
        if (!instance.isEmpty()) {
            json.writeStringProperty("instance", instance);
        }
        json.writeStringProperty("request_id", requestId);
        if (!violations.isEmpty()) {
            json.writeArrayPropertyStart("errors");
            for (var violation : violations) {
                json.writeStartObject();
                json.writeStringProperty("pointer", violation.pointer());
                json.writeStringProperty("detail", violation.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("total_errors", total);
        }
        json.writeBooleanProperty("success", false);
        json.writeStringProperty("error", detail);
        json.writeStringProperty("error_type", type.code());
        json.writeStringProperty("error_message", detail);
        json.writeStringProperty("code", type.code());
        json.writeStringProperty("timestamp", now.toString());
        json.writePOJOProperty("error_details", Map.of("status_code", type.status()));
        json.writeEndObject();
    }
}
