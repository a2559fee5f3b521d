package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.domain.identity.Scope;
import java.util.List;
import java.util.Set;

/// The Retail view's scores of one customer or one product.
public final class RetailEndpoint implements Endpoint {

    private static final Set<BodyKind> BODIES = Set.of(BodyKind.JSON);

    private final ContractScoring churn;
    private final ContractScoring returnRisk;

    public RetailEndpoint(ContractScoring churn, ContractScoring returnRisk) {
        this.churn = churn;
        this.returnRisk = returnRisk;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/v1/predict/churn",
                        Access.keyOrUser(Scope.PREDICT),
                        BODIES,
                        this::churn),
                Route.post(
                        "/api/v1/predict/return-risk",
                        Access.keyOrUser(Scope.PREDICT),
                        BODIES,
                        this::returnRisk));
    }

    private Reply churn(Exchange exchange) {
        return Reply.ok(RetailAnswer.Churn.from(churn.scoreOne(exchange)));
    }

    private Reply returnRisk(Exchange exchange) {
        long started = System.nanoTime();
        var fields = ContractScoring.fields(exchange);
        var scored =
                returnRisk.scoreOne(
                        exchange, ProductName.without(fields), started, ProductName::worded);
        return Reply.ok(RetailAnswer.returnRisk(scored, fields));
    }
}
