package io.holdfast.adapters.web.ingestion.source;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.ingestion.source.ChangeSources;
import io.holdfast.application.ingestion.source.TestSource;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.SourceQueries;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Databases from which facts are pulled: making them known, looking at them, trying them, pulling
/// and forgetting them.
public final class SourcesEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/sources";
    private static final String NAME = "name";

    /// A query has 10,000 characters at most, a password 4,096, and either may be escaped.
    private static final int MAX_JSON_BYTES = 128 * 1024;

    private static final int SHOWN_PULLS = 20;

    private record SourceList(List<Map<String, Object>> sources) {}

    private record Tried(boolean works, List<String> columns, String reason) {}

    private final SourceQueries sources;
    private final ChangeSources changeSources;
    private final TestSource testSource;

    public SourcesEndpoint(
            SourceQueries sources, ChangeSources changeSources, TestSource testSource) {
        this.sources = sources;
        this.changeSources = changeSources;
        this.testSource = testSource;
    }

    @Override
    public List<Route> routes() {
        var one = PATH + "/{" + NAME + "}";
        return List.of(
                Route.get(PATH, Access.admin(), this::list),
                Route.post(PATH, Access.admin(), Set.of(BodyKind.JSON), this::add)
                        .with(Route.Trait.CREATES),
                Route.get(one, Access.admin(), this::show),
                Route.delete(one, Access.admin(), this::remove),
                Route.post(one + "/test", Access.admin(), Set.of(), this::test),
                Route.post(one + "/pull", Access.admin(), Set.of(), this::pull)
                        .with(Route.Trait.CREATES));
    }

    private Reply list(Exchange exchange) {
        new QueryCheck(exchange).done();
        return Reply.ok(
                new SourceList(
                        sources.list().stream()
                                .map(listed -> SourceAnswer.of(listed, exchange.arrivedAt()))
                                .toList()));
    }

    private Reply add(Exchange exchange) {
        exchange.bodyKind();
        var wish = SourceFields.read(exchange.body().bytes(MAX_JSON_BYTES));
        return switch (changeSources.add(
                wish.source(), wish.password(), exchange.caller().name())) {
            case ChangeSources.Added.Done(var source) ->
                    Reply.json(201, told(exchange, source.name()))
                            .with(
                                    HeaderValues.create(
                                            HeaderNames.LOCATION, PATH + "/" + source.name()));
            case ChangeSources.Added.NameTaken(var name) ->
                    throw conflict("there is a source " + name + " already");
            case ChangeSources.Added.TooMany(var max) ->
                    throw conflict("there are %d sources, which is as many as may".formatted(max));
        };
    }

    private Reply show(Exchange exchange) {
        return Reply.ok(told(exchange, name(exchange)));
    }

    private Map<String, Object> told(Exchange exchange, String name) {
        var listed = sources.find(name).orElseThrow(() -> unknown(name));
        return SourceAnswer.of(listed, sources.pulls(name, SHOWN_PULLS), exchange.arrivedAt());
    }

    private Reply remove(Exchange exchange) {
        var name = name(exchange);
        if (!changeSources.remove(name)) {
            throw unknown(name);
        }
        return Reply.ok(Map.of(NAME, name, "removed", true));
    }

    private Reply test(Exchange exchange) {
        return switch (testSource.test(name(exchange))) {
            case TestSource.Outcome.Works(var columns) -> Reply.ok(new Tried(true, columns, ""));
            case TestSource.Outcome.Fails(var reason) ->
                    Reply.ok(new Tried(false, List.of(), reason));
            case TestSource.Outcome.Unknown(var name) -> throw unknown(name);
        };
    }

    private Reply pull(Exchange exchange) {
        return switch (changeSources.askForPull(name(exchange))) {
            case ChangeSources.Asked.Done(var name) ->
                    Reply.json(202, Map.of(NAME, name, "status", "asked"));
            case ChangeSources.Asked.Unknown(var name) -> throw unknown(name);
            case ChangeSources.Asked.Disabled(var name) ->
                    throw conflict("the source " + name + " is not enabled");
            case ChangeSources.Asked.Running(var name) ->
                    throw conflict("the source " + name + " is being pulled");
        };
    }

    private static String name(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var name = check.pathText(NAME, Source::isName, Source.NAME_RULE);
        check.done();
        return name;
    }

    private static Refusal unknown(String name) {
        return new Refusal(Problem.of(ProblemType.NOT_FOUND, "there is no source " + name));
    }

    private static Refusal conflict(String detail) {
        return new Refusal(Problem.of(ProblemType.CONFLICT, detail));
    }
}
