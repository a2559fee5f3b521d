package io.holdfast.adapters.web.analytics;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.AcceptedForm;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.AnalyticsQueries;
import io.holdfast.domain.analytics.Answer;
import io.holdfast.domain.analytics.Answer.Cell;
import io.holdfast.domain.analytics.Question;
import io.holdfast.domain.identity.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Customer-360: one route for each analysis, in JSON or in CSV.
public final class AnalyticsEndpoint implements Endpoint {

    private static final HeaderName FRESHNESS = HeaderNames.create("X-Data-Freshness");
    private static final HeaderName NEXT_CURSOR = HeaderNames.create("X-Next-Cursor");
    private static final Header STALE = HeaderValues.createCached("X-Data-Stale", "true");
    private static final Header TRUNCATED = HeaderValues.createCached("X-Data-Truncated", "true");
    private static final Header BY_ACCEPT = HeaderValues.createCached("Vary", "Accept");

    private final AnalyticsQueries queries;
    private final InstantSource clock;

    public AnalyticsEndpoint(AnalyticsQueries queries, InstantSource clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return Arrays.stream(Analysis.values()).map(this::route).toList();
    }

    private Route route(Analysis analysis) {
        var route =
                Route.get(
                        analysis.path(),
                        Access.keyOrUser(Scope.ANALYTICS_READ),
                        exchange -> answer(analysis, exchange));
        return analysis.isOfPersons() ? route.with(Route.Trait.PERSONAL) : route;
    }

    private Reply answer(Analysis analysis, Exchange exchange) {
        var now = clock.instant();
        var check = new QueryCheck(exchange);
        var asOf = check.asOf("as_of", now);
        var question = QuestionQuery.read(analysis, check);
        check.done();
        var found =
                exchange.query("as_of") == null
                        ? queries.latest(question)
                        : queries.answer(question, asOf);
        boolean isCut = found.rows().size() > Question.MAX_LIMIT;
        var answer = isCut ? found.first(Question.MAX_LIMIT) : found;
        var reply =
                AcceptedForm.isCsv(exchange)
                        ? csv(question, answer)
                        : Reply.ok(envelope(question, answer, isCut, now));
        var dated =
                reply.with(
                        BY_ACCEPT, HeaderValues.create(FRESHNESS, answer.freshness().toString()));
        var whole = isCut ? dated.with(TRUNCATED) : dated;
        return answer.stale() ? whole.with(STALE) : whole;
    }

    private static Reply csv(Question question, Answer answer) {
        var reply =
                new Reply(
                        200, CsvAnswer.TYPE, CsvAnswer.of(question.analysis(), answer), List.of());
        return hasNext(question, answer)
                ? reply.with(
                        HeaderValues.create(
                                NEXT_CURSOR, ProfileCursor.after(answer.rows().getLast())))
                : reply;
    }

    private static Map<String, Object> envelope(
            Question question, Answer answer, boolean isCut, Instant now) {
        var envelope = new LinkedHashMap<String, Object>();
        var count = answer.rows().size();
        envelope.put("success", true);
        envelope.put(
                "message",
                (isCut ? "the first %d %s of more as of %s" : "%d %s as of %s")
                        .formatted(count, count == 1 ? "row" : "rows", answer.asOf()));
        envelope.put("timestamp", now.toString());
        envelope.put("data", rows(question.analysis(), answer));
        envelope.put("count", count);
        if (isCut) {
            envelope.put("truncated", true);
        }
        if (hasNext(question, answer)) {
            envelope.put("next_cursor", ProfileCursor.after(answer.rows().getLast()));
        }
        return envelope;
    }

    /// A full page may be the last one; the next is empty then.
    private static boolean hasNext(Question question, Answer answer) {
        return question.analysis() == Analysis.CUSTOMER_PROFILES
                && answer.rows().size() == question.limit();
    }

    private static List<Map<String, @Nullable Object>> rows(Analysis analysis, Answer answer) {
        var columns = analysis.columns();
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (var cells : answer.rows()) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), value(cells.get(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable Object value(Cell cell) {
        return switch (cell) {
            case Cell.Text(var text) -> text;
            case Cell.Texts(var texts) -> texts;
            case Cell.Figure(var figure) -> figure;
            case Cell.Flag(var flag) -> flag;
            case Cell.Moment(var moment) -> moment.toString();
            case Cell.Unknown _ -> null;
        };
    }
}
