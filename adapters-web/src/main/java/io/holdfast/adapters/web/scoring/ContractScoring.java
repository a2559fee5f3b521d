package io.holdfast.adapters.web.scoring;

import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.application.scoring.ScoreEntities;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FieldValue;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Scores what requests bring by one contract, whichever view asks: tells the observer how it
/// ended, and refuses with the problem of every outcome but a score.
public final class ContractScoring {

    public static final int MAX_JSON_BYTES = 1024 * 1024;

    private final ScoreEntities scoreEntities;
    private final ScoringObserver observer;
    private final String contractName;

    public ContractScoring(
            ScoreEntities scoreEntities, ScoringObserver observer, String contractName) {
        this.scoreEntities = scoreEntities;
        this.observer = observer;
        this.contractName = contractName;
    }

    /// The one JSON object of the body.
    ScoredEntity scoreOne(Exchange exchange) {
        long started = System.nanoTime();
        return scoreOne(exchange, fields(exchange), started, UnaryOperator.identity());
    }

    /// @param started by the system's nano time, before the input was read
    /// @param wording of the faults
    ScoredEntity scoreOne(
            Exchange exchange,
            Map<String, FieldValue> fields,
            long started,
            UnaryOperator<List<Violation>> wording) {
        var scored =
                score(exchange, new ScoreEntities.Input.Fields(fields), false, started, wording);
        return ScoredEntity.of(scored.rollout(), scored.predictions().getFirst());
    }

    /// @param started by the system's nano time, before the input was read
    ScoreEntities.Outcome.Scored score(
            Exchange exchange, ScoreEntities.Input input, boolean explained, long started) {
        return score(exchange, input, explained, started, UnaryOperator.identity());
    }

    /// Each entity by its arm.
    public ScoreEntities.Outcome.Scored scoreAll(Exchange exchange, ScoreEntities.Input input) {
        return score(exchange, input, false, System.nanoTime());
    }

    /// All entities by one version.
    public ScoreEntities.Outcome.Scored scoreAllBy(
            int version, Exchange exchange, ScoreEntities.Input input) {
        long started = System.nanoTime();
        var outcome = scoreEntities.scoreBy(version, command(exchange, input, false));
        return scored(outcome, started, UnaryOperator.identity());
    }

    /// What came of scoring one entity elsewhere.
    ///
    /// @param started by the system's nano time, before the input was read
    /// @param wording of the faults
    ScoredEntity one(
            ScoreEntities.Outcome outcome, long started, UnaryOperator<List<Violation>> wording) {
        var scored = scored(outcome, started, wording);
        return ScoredEntity.of(scored.rollout(), scored.predictions().getFirst());
    }

    private ScoreEntities.Outcome.Scored score(
            Exchange exchange,
            ScoreEntities.Input input,
            boolean explained,
            long started,
            UnaryOperator<List<Violation>> wording) {
        var outcome = scoreEntities.score(command(exchange, input, explained));
        return scored(outcome, started, wording);
    }

    private ScoreEntities.Command command(
            Exchange exchange, ScoreEntities.Input input, boolean explained) {
        return new ScoreEntities.Command(
                contractName, input, explained, exchange.requestId(), exchange.arrivedAt());
    }

    private ScoreEntities.Outcome.Scored scored(
            ScoreEntities.Outcome outcome, long started, UnaryOperator<List<Violation>> wording) {
        observer.observed(contractName, outcome, System.nanoTime() - started);
        return switch (outcome) {
            case ScoreEntities.Outcome.Scored scored -> scored;
            case ScoreEntities.Outcome.Invalid(var violations, var total) ->
                    throw new Refusal(Problem.invalid(wording.apply(violations), total));
            case ScoreEntities.Outcome.NoModel(var name) -> throw Unavailable.noModel(name);
            case ScoreEntities.Outcome.Overloaded() -> throw Unavailable.overloaded();
        };
    }

    static Map<String, FieldValue> fields(Exchange exchange) {
        exchange.bodyKind();
        return JsonFields.read(exchange.body().bytes(MAX_JSON_BYTES));
    }
}
