package io.holdfast.adapters.web.scoring;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.scoring.ScoreStoredCustomer;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.Violation;
import java.util.List;

/// The Retail view's score of a customer whose orders are stored.
public final class StoredCustomerEndpoint implements Endpoint {

    private static final Header NO_STORE = HeaderValues.create("Cache-Control", "no-store");

    private final ScoreStoredCustomer scoreStoredCustomer;
    private final ContractScoring scoring;

    /// @param scoring by the contract of stored customers
    public StoredCustomerEndpoint(
            ScoreStoredCustomer scoreStoredCustomer, ContractScoring scoring) {
        this.scoreStoredCustomer = scoreStoredCustomer;
        this.scoring = scoring;
    }

    /// A key must open what is known of customers; it is limited as scores are.
    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/v1/customers/{id}/risk",
                                Access.keyOrUser(Scope.CUSTOMERS_READ),
                                this::risk)
                        .asPrediction()
                        .with(Route.Trait.PERSONAL, Route.Trait.SLASHES));
    }

    private Reply risk(Exchange exchange) {
        long started = System.nanoTime();
        var check = new QueryCheck(exchange);
        var id = check.pathText("id", Person.Customer::isValid, "must be " + Person.Customer.RULE);
        var asOf = check.asOf("as_of", exchange.arrivedAt());
        check.done();
        var outcome =
                scoreStoredCustomer.score(
                        new ScoreStoredCustomer.Command(
                                id, asOf, exchange.requestId(), exchange.arrivedAt()));
        return switch (outcome) {
            case ScoreStoredCustomer.Outcome.Found(var scored) ->
                    Reply.ok(
                                    RetailAnswer.Churn.from(
                                            scoring.one(
                                                    scored,
                                                    started,
                                                    StoredCustomerEndpoint::worded)))
                            .with(NO_STORE);
            case ScoreStoredCustomer.Outcome.NoFeatures _ ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.NOT_FOUND,
                                    "no completed order of customer %s is stored before %s"
                                            .formatted(Violation.extract(id), asOf)));
        };
    }

    /// The caller sent nothing but the id: other faults are of what is stored.
    private static List<Violation> worded(List<Violation> faults) {
        return faults.stream()
                .map(fault ->
                        fault.pointer().equals("#/customer_id")
                                ? new Violation("#/path/id", fault.detail())
                                : new Violation(fault.pointer(), "as stored, it " + fault.detail()))
                .toList();
    }
}
