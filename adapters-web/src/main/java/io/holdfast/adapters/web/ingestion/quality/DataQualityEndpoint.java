package io.holdfast.adapters.web.ingestion.quality;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Cursor;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.ingestion.quality.QualityQueries;
import io.holdfast.domain.ingestion.quality.QualityReport.FieldFigures;
import io.holdfast.domain.ingestion.quality.QualityReport.Newest;
import io.holdfast.domain.ingestion.quality.SourceReport;
import io.holdfast.domain.ingestion.quality.SourceReport.Origin;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// The reports on data of each source, and how old its newest data is by now.
public final class DataQualityEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/data-quality";
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_SOURCES = 100;
    private static final UUID LAST = new UUID(-1, -1);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private record FieldAnswer(
            String subject,
            String field,
            long values,
            long missing,
            long faulty,
            long sampled,
            long outliers) {
        static FieldAnswer from(FieldFigures figures) {
            return new FieldAnswer(
                    figures.subject(),
                    figures.field(),
                    figures.values(),
                    figures.missing(),
                    figures.faulty(),
                    figures.sampled(),
                    figures.outliers());
        }
    }

    private final QualityQueries reports;

    public DataQualityEndpoint(QualityQueries reports) {
        this.reports = reports;
    }

    @Override
    public List<Route> routes() {
        var access = Access.keyOrUser(Scope.CUSTOMERS_READ);
        return List.of(
                Route.get(PATH, access, this::list), Route.get(PATH + "/{id}", access, this::show));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var source = check.text("source", SourceReport::isSource, SourceReport.SOURCE_RULE, "");
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        var after = check.nameCursor("cursor", text -> ID.matcher(text).matches());
        check.done();
        var now = exchange.arrivedAt();
        var page = reports.list(source, after.isEmpty() ? LAST : UUID.fromString(after), limit);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("reports", page.stream().map(report -> report(report, now)).toList());
        answer.put(
                "sources",
                reports.sources(source, MAX_SOURCES).stream()
                        .map(state -> source(state, now))
                        .toList());
        if (page.size() == limit) {
            answer.put("next_cursor", Cursor.after(page.getLast().id().toString()));
        }
        return Reply.ok(answer);
    }

    private Reply show(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var id = check.id("id");
        check.done();
        var found =
                reports.find(id)
                        .orElseThrow(() ->
                                new Refusal(
                                        Problem.of(
                                                ProblemType.NOT_FOUND,
                                                "there is no quality report " + id)));
        var answer = report(found, exchange.arrivedAt());
        answer.put("fields", found.report().fields().stream().map(FieldAnswer::from).toList());
        return Reply.ok(answer);
    }

    /// Adds what an answer about an import tells of the report on it.
    public static void summarize(SourceReport report, Map<String, Object> answer) {
        answer.put("data_quality_score", CheckAnswer.shown(report.report().score()));
        answer.put("quality_url", PATH + "/" + report.id());
    }

    private static Map<String, Object> report(SourceReport stored, Instant now) {
        var report = stored.report();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("report_id", stored.id().toString());
        answer.put("source", stored.source());
        answer.put("checked_at", report.at().toString());
        switch (stored.origin()) {
            case Origin.Import(var run) -> {
                answer.put("import_id", run.toString());
                answer.put("stored", true);
            }
            case Origin.Attempt(var run) -> {
                answer.put("import_id", run.toString());
                answer.put("stored", false);
            }
            case Origin.Validation(var contract) -> answer.put("contract", contract);
        }
        answer.put("total_records", report.records());
        answer.put("invalid_records", report.invalid());
        answer.put("data_quality_score", CheckAnswer.shown(report.score()));
        answer.put("checks", CheckAnswer.all(report));
        freshness(answer, report.newest(), now);
        return answer;
    }

    private static Map<String, Object> source(QualityQueries.SourceState state, Instant now) {
        var latest = state.latest();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("source", latest.source());
        answer.put("report_id", latest.id().toString());
        answer.put("checked_at", latest.report().at().toString());
        answer.put("data_quality_score", CheckAnswer.shown(latest.report().score()));
        freshness(answer, state.newest(), now);
        return answer;
    }

    /// Nothing where the data tells of no moment.
    private static void freshness(Map<String, Object> answer, Newest newest, Instant now) {
        switch (newest) {
            case Newest.At at -> {
                answer.put("newest_at", at.moment().toString());
                answer.put("age_seconds", at.age(now).toSeconds());
            }
            case Newest.Unknown() -> {
                // Nothing to tell.
            }
        }
    }
}
