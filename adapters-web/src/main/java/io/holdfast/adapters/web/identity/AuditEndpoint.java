package io.holdfast.adapters.web.identity;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Cursor;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.domain.identity.AuditEvent;
import io.holdfast.domain.identity.AuditQueries;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// What was done by whom.
public final class AuditEndpoint implements Endpoint {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private record Actor(String kind, String id, String name) {}

    private record Row(
            long position,
            String id,
            String at,
            Actor actor,
            String action,
            String target,
            String address,
            String requestId,
            String result,
            String hash) {

        static Row from(AuditQueries.Entry entry) {
            var event = entry.event();
            var actor = event.actor();
            return new Row(
                    entry.position(),
                    event.id().toString(),
                    event.at().toString(),
                    new Actor(label(actor.kind()), actor.id(), actor.name()),
                    event.action(),
                    event.target(),
                    event.address(),
                    event.requestId(),
                    label(event.result()),
                    entry.hash());
        }

        private static String label(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }

    private final AuditQueries trail;

    public AuditEndpoint(AuditQueries trail) {
        this.trail = trail;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/audit", Access.admin(), this::list).with(Route.Trait.PERSONAL));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var filter =
                new AuditQueries.Filter(
                        text(check, "actor"),
                        text(check, "action"),
                        text(check, "target"),
                        check.moment("from", Instant.MIN),
                        check.moment("until", Instant.MAX));
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        long before = check.cursor("cursor", Long.MAX_VALUE);
        check.done();
        var page = trail.page(filter, before, limit);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("events", page.stream().map(Row::from).toList());
        // Positions begin at 1, so that one tells whether anything may be left.
        if (page.size() == limit && page.getLast().position() > 1) {
            answer.put("next_cursor", Cursor.before(page.getLast().position()));
        }
        return Reply.ok(answer);
    }

    private static String text(QueryCheck check, String name) {
        return check.text(
                name,
                text -> text.length() <= AuditEvent.MAX_TEXT_LENGTH && text.indexOf('\0') < 0,
                "a text of at most " + AuditEvent.MAX_TEXT_LENGTH + " characters",
                "");
    }
}
