package io.holdfast.application.scoring;

import io.holdfast.application.models.ServedModel;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.scoring.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Turns an entity into a prediction by a version in service.
final class Predictor {

    /// @param arrivedAt latency counts from there
    record Request(String id, Instant arrivedAt) {}

    private final IdSource ids;
    private final InstantSource clock;

    Predictor(IdSource ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /// @param features of the entity, as the model takes them
    Prediction predict(ServedModel served, Entity entity, double[] features, Request request) {
        var id = ids.next();
        var contract = served.contract();
        var risk = new Probability(served.model().score(features));
        var now = clock.instant();
        return new Prediction(
                id,
                contract.id(),
                served.version().number(),
                served.version().stage(),
                switch (entity.identity()) {
                    case Entity.Known(var given) -> given;
                    case Entity.Anonymous() -> id.toString();
                },
                entity.features(),
                risk,
                risk.value() >= contract.decisionThreshold(),
                contract.risk().levelOf(risk),
                Math.max(0, Duration.between(request.arrivedAt(), now).toNanos() / 1_000),
                request.id(),
                now);
    }
}
