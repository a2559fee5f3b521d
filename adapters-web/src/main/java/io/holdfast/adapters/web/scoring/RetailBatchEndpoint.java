package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.JsonRows;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.scoring.ScoreBatch;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FieldValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The Retail view's scores of many customers or many products at once; a row that cannot be read
/// is answered with its faults, in its place.
public final class RetailBatchEndpoint implements Endpoint {

    private static final String ROWS = "predictions";
    private static final String TYPE = "prediction_type";
    private static final String CHURN = "churn";
    private static final String RETURN_RISK = "return_risk";

    /// Stands in for a row that is no object, so that the rows keep their places: no contract has a
    /// field without a name.
    private static final Map<String, FieldValue> UNREADABLE = Map.of("", new FieldValue.Compound());

    /// @param churn the name of the contract that customers are scored by
    /// @param returnRisk the name of the contract that products are scored by
    public record Contracts(String churn, String returnRisk) {}

    private record Answer(List<Object> results, int totalProcessed, String timestamp) {}

    private record Fault(String pointer, String detail) {}

    private record FaultyRow(String error, List<Fault> errors, int index) {
        static FaultyRow from(List<Violation> violations, int index) {
            var place = "#/" + ROWS + "/" + index;
            return new FaultyRow(
                    Problem.invalid(violations).detail(),
                    violations.stream()
                            .map(one -> new Fault(place + one.pointer().substring(1), one.detail()))
                            .toList(),
                    index);
        }
    }

    private final ScoreBatch scoreBatch;
    private final ScoringObserver observer;
    private final Contracts contracts;
    private final InstantSource clock;

    public RetailBatchEndpoint(
            ScoreBatch scoreBatch,
            ScoringObserver observer,
            Contracts contracts,
            InstantSource clock) {
        this.scoreBatch = scoreBatch;
        this.observer = observer;
        this.contracts = contracts;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/v1/predict/batch",
                                Access.keyOrUser(Scope.PREDICT),
                                Set.of(BodyKind.JSON),
                                this::predict)
                        .limitedAsBatch());
    }

    private Reply predict(Exchange exchange) {
        long started = System.nanoTime();
        exchange.bodyKind();
        // One row more than allowed is enough to see that there are too many.
        var json =
                JsonFields.readRows(
                        exchange.body().bytes(ContractScoring.MAX_JSON_BYTES),
                        ROWS,
                        ScoreBatch.MAX_ENTITIES + 1);
        boolean products = checkedType(json).equals(RETURN_RISK);
        var contractName = products ? contracts.returnRisk() : contracts.churn();
        var outcome =
                scoreBatch.score(
                        new ScoreBatch.Command(
                                contractName,
                                json.rows().stream().map(row -> fields(row, products)).toList(),
                                exchange.requestId(),
                                exchange.arrivedAt()));
        observer.observed(contractName, outcome, System.nanoTime() - started);
        return switch (outcome) {
            case ScoreBatch.Outcome.Scored scored -> answer(scored, json.rows(), products);
            case ScoreBatch.Outcome.WrongSize _ ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.WRONG_BATCH_SIZE,
                                    "a batch has 1 to %d predictions"
                                            .formatted(ScoreBatch.MAX_ENTITIES)));
            case ScoreBatch.Outcome.NoModel(var name) -> throw Unavailable.noModel(name);
            case ScoreBatch.Outcome.Overloaded() -> throw Unavailable.overloaded();
        };
    }

    private static String checkedType(JsonRows json) {
        var check = new FieldCheck(json.fields());
        check.list(ROWS, json.listed());
        var type =
                check.text(
                        TYPE,
                        text -> text.equals(CHURN) || text.equals(RETURN_RISK),
                        "must be %s or %s".formatted(CHURN, RETURN_RISK));
        check.done();
        return type;
    }

    private static Map<String, FieldValue> fields(JsonRows.Row row, boolean products) {
        return switch (row) {
            case JsonRows.Row.Fields(var fields) -> products ? ProductName.without(fields) : fields;
            case JsonRows.Row.Faulty _ -> UNREADABLE;
        };
    }

    private Reply answer(
            ScoreBatch.Outcome.Scored scored, List<JsonRows.Row> rows, boolean products) {
        var results = new ArrayList<Object>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            results.add(
                    switch (rows.get(i)) {
                        case JsonRows.Row.Faulty(var violation) ->
                                FaultyRow.from(List.of(violation), i);
                        case JsonRows.Row.Fields(var fields) -> result(scored, i, fields, products);
                    });
        }
        return Reply.ok(new Answer(results, results.size(), clock.instant().toString()));
    }

    private static Object result(
            ScoreBatch.Outcome.Scored scored,
            int index,
            Map<String, FieldValue> fields,
            boolean products) {
        return switch (scored.items().get(index)) {
            case ScoreBatch.Item.Faulty(var violations) ->
                    FaultyRow.from(products ? ProductName.worded(violations) : violations, index);
            case ScoreBatch.Item.Predicted(var prediction) -> {
                var entity = ScoredEntity.of(scored.rollout(), prediction);
                yield products
                        ? RetailAnswer.returnRisk(entity, fields)
                        : RetailAnswer.Churn.from(entity);
            }
        };
    }
}
