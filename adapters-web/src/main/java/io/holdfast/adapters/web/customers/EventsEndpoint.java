package io.holdfast.adapters.web.customers;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Cursor;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.JsonTree;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.customers.RecordEvents;
import io.holdfast.domain.customers.CustomerQueries;
import io.holdfast.domain.customers.CustomerQueries.Position;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.kernel.PersonalData.Person;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What customers do: taken in, and listed.
public final class EventsEndpoint implements Endpoint {

    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    /// Between the moment and the id in a cursor.
    private static final char SEPARATOR = ' ';

    private record Stored(int accepted, int duplicates) {}

    private record Row(
            String eventId, String userId, String eventType, String timestamp, JsonNode metadata) {
        static Row from(CustomerQueries.Event event) {
            return new Row(
                    event.id(),
                    event.customer(),
                    event.type(),
                    event.at().toString(),
                    JsonTree.readObject(event.metadata().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private final RecordEvents recordEvents;
    private final CustomerQueries customers;

    public EventsEndpoint(RecordEvents recordEvents, CustomerQueries customers) {
        this.recordEvents = recordEvents;
        this.customers = customers;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/v1/events",
                                Access.keyOrUser(Scope.CUSTOMERS_WRITE),
                                Set.of(BodyKind.JSON, BodyKind.NDJSON),
                                this::record)
                        .asBatch()
                        .with(Route.Trait.CREATES),
                Route.get(
                                "/api/customers/{id}/events",
                                Access.keyOrUser(Scope.CUSTOMERS_READ),
                                this::list)
                        .with(Route.Trait.PERSONAL, Route.Trait.SLASHES));
    }

    private Reply record(Exchange exchange) {
        var sent =
                SentEvents.read(
                        exchange.bodyKind(),
                        exchange.body().bytes(MAX_BYTES),
                        RecordEvents.MAX_EVENTS + 1);
        var command =
                new RecordEvents.Command(exchange.caller().name(), sent.events(), sent.faults());
        return switch (recordEvents.record(command)) {
            case RecordEvents.Outcome.Recorded(int accepted, int duplicates) ->
                    Reply.json(202, new Stored(accepted, duplicates));
            case RecordEvents.Outcome.Rejected(var violations) ->
                    throw new Refusal(Problem.invalid(violations));
            case RecordEvents.Outcome.WrongSize _ ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.WRONG_BATCH_SIZE,
                                    "there must be 1 to %d events"
                                            .formatted(RecordEvents.MAX_EVENTS)));
        };
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var id = check.pathText("id", Person.Customer::isValid, "must be " + Person.Customer.RULE);
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        var cursor = check.nameCursor("cursor", EventsEndpoint::isPosition);
        check.done();
        var page =
                customers.events(id, cursor.isEmpty() ? Position.START : position(cursor), limit);
        if (page.isEmpty() && cursor.isEmpty() && customers.find(id).isEmpty()) {
            throw new Refusal(Problem.of(ProblemType.NOT_FOUND, "there is no such customer"));
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("events", page.stream().map(Row::from).toList());
        if (page.size() == limit) {
            var last = page.getLast();
            answer.put("next_cursor", Cursor.after(last.at().toString() + SEPARATOR + last.id()));
        }
        return Reply.ok(answer);
    }

    private static Position position(String cursor) {
        int end = cursor.indexOf(SEPARATOR);
        return new Position(Instant.parse(cursor.substring(0, end)), cursor.substring(end + 1));
    }

    private static boolean isPosition(String cursor) {
        int end = cursor.indexOf(SEPARATOR);
        if (end < 0 || cursor.indexOf('\0') >= 0) {
            return false;
        }
        try {
            return !Instant.parse(cursor.substring(0, end)).isAfter(Position.START.at());
        } catch (DateTimeParseException _) {
            return false;
        }
    }
}
