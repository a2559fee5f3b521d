package io.holdfast.adapters.web.customers;

import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.JsonTree;
import io.holdfast.application.customers.RecordEvents.Sent;
import io.holdfast.domain.kernel.Violation;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Events as they come: one object, a list of them, or one a line.
///
/// @param faults of their shape; what the values must be is not looked at here
record SentEvents(List<Sent> events, List<Violation> faults) {

    private static final Set<String> KNOWN =
            Set.of("event_id", "user_id", "event_type", "timestamp", "metadata");

    /// @param max events that are read at most
    static SentEvents read(BodyKind kind, byte[] body, int max) {
        var values =
                kind == BodyKind.NDJSON
                        ? JsonTree.readLines(body, max)
                        : JsonTree.readList(body, max);
        // A list of one is told from the one itself only by its first character.
        boolean single = kind == BodyKind.JSON && startsWithBrace(body);
        var events = new ArrayList<Sent>();
        var faults = new ArrayList<Violation>();
        for (int i = 0; i < values.size(); i++) {
            var reader = new Reader(single ? "#" : "#/" + i, values.get(i), faults);
            if (values.get(i).isObject()) {
                events.add(reader.event());
            } else {
                reader.fault("", "must be a JSON object");
            }
        }
        return new SentEvents(List.copyOf(events), List.copyOf(faults));
    }

    private static boolean startsWithBrace(byte[] body) {
        for (byte one : body) {
            if (one == '{' || one == '[') {
                return one == '{';
            }
        }
        return false;
    }

    /// Reads one event.
    private record Reader(String place, JsonNode json, List<Violation> faults) {

        Sent event() {
            for (var name : json.propertyNames()) {
                if (!KNOWN.contains(name)) {
                    var pointer = Violation.at(name, "").pointer().substring(1);
                    fault(pointer, "is not a known field");
                }
            }
            return new Sent(
                    place,
                    text("event_id"),
                    text("user_id"),
                    text("event_type"),
                    moment(text("timestamp")),
                    metadata());
        }

        void fault(String pointer, String detail) {
            faults.add(new Violation(place + pointer, detail));
        }

        /// Empty for nothing.
        private String text(String name) {
            var value = json.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return "";
            }
            if (!value.isString()) {
                fault("/" + name, "must be a text");
                return value.toString();
            }
            var text = JsonTree.text(value);
            if (text.isEmpty()) {
                fault("/" + name, "must not be empty");
            }
            return text;
        }

        /// In UTC; what is no moment stays as it is.
        private static String moment(String text) {
            try {
                return OffsetDateTime.parse(text)
                        .toInstant()
                        .truncatedTo(ChronoUnit.MICROS)
                        .toString();
            } catch (DateTimeParseException _) {
                return text;
            }
        }

        private String metadata() {
            var value = json.path("metadata");
            if (value.isMissingNode() || value.isNull()) {
                return "";
            }
            if (!value.isObject()) {
                fault("/metadata", "must be a JSON object");
                return "";
            }
            if (!JsonTree.isStorable(value)) {
                fault(
                        "/metadata",
                        "must hold finite numbers, and texts of whole characters other than 0");
                return "";
            }
            return value.toString();
        }
    }
}
