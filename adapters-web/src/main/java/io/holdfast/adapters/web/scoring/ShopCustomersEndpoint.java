package io.holdfast.adapters.web.scoring;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
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
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.scoring.CustomerScoreQueries;
import io.holdfast.domain.scoring.CustomerScoreQueries.Customer;
import io.holdfast.domain.scoring.CustomerScoreQueries.Place;
import io.holdfast.domain.scoring.CustomerScoreQueries.Predicted;
import io.holdfast.domain.scoring.CustomerScoreQueries.Rating;
import io.holdfast.domain.scoring.CustomerScoreQueries.Start;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The Shop view's stored customers, and what was predicted of customers.
public final class ShopCustomersEndpoint implements Endpoint {

    private static final Header NO_STORE = HeaderValues.create("Cache-Control", "no-store");
    private static final List<String> LEVELS = List.of("low", "medium", "high", "critical");
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    /// Who is skipped is read; a cursor goes on from where a page ended.
    private static final int MAX_OFFSET = 100_000;

    /// How far back predictions are told where nobody says from when.
    private static final Duration RECENT = Duration.ofDays(30);

    private final CustomerScoreQueries queries;
    private final String contractName;
    private final InstantSource clock;

    public ShopCustomersEndpoint(
            CustomerScoreQueries queries, String contractName, InstantSource clock) {
        this.queries = queries;
        this.contractName = contractName;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/customers", Access.keyOrUser(Scope.CUSTOMERS_READ), this::list)
                        .with(Route.Trait.PERSONAL),
                Route.get("/api/customers/{id}", Access.keyOrUser(Scope.CUSTOMERS_READ), this::one)
                        .with(Route.Trait.PERSONAL, Route.Trait.SLASHES),
                Route.get(
                                "/api/churn/predictions",
                                Access.keyOrUser(Scope.CUSTOMERS_READ),
                                this::predictions)
                        .with(Route.Trait.PERSONAL));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        int offset = check.number("offset", 0, MAX_OFFSET, 0);
        var level = level(check);
        var cursor = check.nameCursor("cursor", RiskCursor::isOne);
        check.refuseIf(
                check.has("cursor") && check.has("offset"), "offset", "must not stand by a cursor");
        check.done();
        var start = cursor.isEmpty() ? new Start.Skipping(offset) : RiskCursor.read(cursor);
        var page = queries.list(contractName, level, start, limit);
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("customers", page.stream().map(ShopCustomersEndpoint::shown).toList());
        answer.put("total", queries.count(contractName, level));
        answer.put("limit", limit);
        answer.put("offset", offset);
        if (page.size() == limit) {
            answer.put("next_cursor", Cursor.after(RiskCursor.of(page.getLast())));
        }
        return Reply.ok(answer).with(NO_STORE);
    }

    private static String level(QueryCheck check) {
        return check.text(
                "risk_level",
                LEVELS::contains,
                "one of " + String.join(", ", LEVELS),
                CustomerScoreQueries.ANY_LEVEL);
    }

    private Reply one(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var id = check.pathText("id", Person.Customer::isValid, "must be " + Person.Customer.RULE);
        check.done();
        return queries.find(contractName, id)
                .map(customer -> Reply.ok(shown(customer)).with(NO_STORE))
                .orElseThrow(() ->
                        new Refusal(
                                Problem.of(
                                        ProblemType.NOT_FOUND,
                                        "no customer %s is stored"
                                                .formatted(Violation.extract(id)))));
    }

    private Reply predictions(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        var level = level(check);
        // What was answered in this very moment is told, too.
        var to = check.dateOrMoment("date_to", clock.instant().plusSeconds(1));
        var from = check.dateOrMoment("date_from", to.minus(RECENT));
        check.refuseIf(to.isBefore(from), "date_to", "must not be before date_from");
        var cursor = check.nameCursor("cursor", PredictionCursor::isOne);
        check.done();
        var after = PredictionCursor.read(cursor).orElse(Place.START);
        var found = queries.predictions(contractName, level, from, to, after, limit);
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("predictions", found.stream().map(ShopCustomersEndpoint::shown).toList());
        answer.put("count", found.size());
        answer.put("limit", limit);
        if (found.size() == limit) {
            answer.put("next_cursor", Cursor.after(PredictionCursor.of(found.getLast().place())));
        }
        return Reply.ok(answer).with(NO_STORE);
    }

    private static Map<String, @Nullable Object> shown(Customer customer) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("customer_id", customer.id());
        shown.put("name", known(customer.name()));
        shown.put("email", known(customer.email()));
        switch (customer.rating()) {
            case Rating.Rated rated -> {
                shown.putAll(rated.features());
                shown.put("as_of", rated.asOf().toString());
                rate(shown, rated);
            }
            case Rating.NotYet() -> {
                shown.put("as_of", null);
                shown.put("churn_probability", null);
                shown.put("risk_level", null);
                shown.put("recommendations", List.of());
                shown.put("model_version", null);
            }
        }
        return shown;
    }

    private static Map<String, @Nullable Object> shown(Predicted predicted) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("customer_id", predicted.customer());
        shown.put("timestamp", predicted.at().toString());
        shown.put("origin", predicted.origin().name().toLowerCase(Locale.ROOT));
        rate(shown, predicted.rated());
        return shown;
    }

    private static void rate(Map<String, @Nullable Object> shown, Rating.Rated rated) {
        shown.put("churn_probability", rated.probability());
        shown.put("risk_level", rated.riskLevel());
        shown.put("recommendations", rated.recommendations());
        shown.put("model_version", "v" + rated.modelVersion());
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }
}
