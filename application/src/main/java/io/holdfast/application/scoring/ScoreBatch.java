package io.holdfast.application.scoring;

import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.ServedRollout;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.scoring.InferenceLog;
import io.holdfast.domain.scoring.Prediction;
import io.holdfast.domain.scoring.ShadowLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Scores a list of entities at once; one that cannot be read does not stop the others.
public final class ScoreBatch {

    public static final int MAX_ENTITIES = 1_000;

    public record Command(
            String contractName,
            List<Map<String, FieldValue>> entities,
            String requestId,
            Instant arrivedAt) {}

    public sealed interface Outcome {
        /// One item for each entity, in the order they were given.
        record Scored(ServedRollout rollout, List<Item> items) implements Outcome {}

        record WrongSize(int size) implements Outcome {}

        record NoModel(String contractName) implements Outcome {}

        /// The inference log is full; nothing was kept, and so nothing is answered.
        record Overloaded() implements Outcome {}
    }

    public sealed interface Item {
        record Predicted(Prediction prediction) implements Item {}

        record Faulty(List<Violation> violations) implements Item {}
    }

    private final ServedModels models;
    private final InferenceLog log;
    private final Predictor predictor;

    public ScoreBatch(
            ServedModels models,
            InferenceLog log,
            ShadowLog shadows,
            IdSource ids,
            InstantSource clock) {
        this.models = models;
        this.log = log;
        this.predictor = new Predictor(shadows, ids, clock);
    }

    public Outcome score(Command command) {
        int size = command.entities().size();
        if (size < 1 || size > MAX_ENTITIES) {
            return new Outcome.WrongSize(size);
        }
        var served = models.of(command.contractName());
        if (served.isEmpty()) {
            return new Outcome.NoModel(command.contractName());
        }
        var request =
                new Predictor.Request(
                        command.requestId(), command.arrivedAt(), new Prediction.Path.Direct());
        var items = new ArrayList<Item>(size);
        var predictions = new ArrayList<Prediction>(size);
        for (var fields : command.entities()) {
            var item = score(served.get(), fields, request);
            items.add(item);
            if (item instanceof Item.Predicted(var prediction)) {
                predictions.add(prediction);
            }
        }
        return switch (log.append(List.copyOf(predictions))) {
            case InferenceLog.Outcome.Kept() -> {
                predictions.forEach(prediction -> predictor.shadow(served.get(), prediction));
                yield new Outcome.Scored(served.get(), List.copyOf(items));
            }
            case InferenceLog.Outcome.Overloaded() -> new Outcome.Overloaded();
        };
    }

    private Item score(
            ServedRollout served, Map<String, FieldValue> fields, Predictor.Request request) {
        return switch (served.contract().read(fields)) {
            case FeatureContract.Reading.Rejected(var violations) -> new Item.Faulty(violations);
            case FeatureContract.Reading.Accepted(var entity) ->
                    new Item.Predicted(
                            predictor.predict(
                                    served, entity, entity.features().toArray(), request));
        };
    }
}
