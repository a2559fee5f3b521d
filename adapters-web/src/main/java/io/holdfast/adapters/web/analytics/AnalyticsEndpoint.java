package io.holdfast.adapters.web.analytics;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
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
import io.holdfast.domain.identity.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Customer-360: one route for each analysis.
public final class AnalyticsEndpoint implements Endpoint {

    private static final HeaderName FRESHNESS = HeaderNames.create("X-Data-Freshness");

    private record Envelope(
            boolean success,
            String message,
            String timestamp,
            List<Map<String, @Nullable Object>> data,
            int count) {}

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
        var data = rows(analysis, queries.answer(question, asOf));
        var message = "%d rows as of %s".formatted(data.size(), asOf);
        return Reply.ok(new Envelope(true, message, now.toString(), data, data.size()))
                .with(HeaderValues.create(FRESHNESS, freshness(now)));
    }

    /// Answers are computed when they are asked for.
    private static String freshness(Instant now) {
        return now.toString();
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
