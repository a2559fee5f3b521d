package io.holdfast.application.scoring;

import io.holdfast.application.models.ServedModel;
import io.holdfast.application.models.ServedRollout;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.scoring.Prediction;
import io.holdfast.domain.scoring.ShadowLog;
import io.holdfast.domain.scoring.ShadowLog.ShadowScore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Turns an entity into a prediction by the version that answers for it.
final class Predictor {

    private static final System.Logger LOG = System.getLogger(Predictor.class.getName());

    /// @param arrivedAt latency counts from there
    /// @param path of what no challenger failed to answer
    record Request(String id, Instant arrivedAt, Prediction.Path path) {}

    /// What a version made of the features, and how it came to answer.
    record Scored(ServedModel model, Probability probability, Prediction.Path path) {}

    private final ShadowLog shadows;
    private final IdSource ids;
    private final InstantSource clock;

    Predictor(ShadowLog shadows, IdSource ids, InstantSource clock) {
        this.shadows = shadows;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param features of the entity, as the model takes them
    Prediction predict(ServedRollout rollout, Entity entity, double[] features, Request request) {
        var id = ids.next();
        var name =
                switch (entity.identity()) {
                    case Entity.Known(var given) -> given;
                    case Entity.Anonymous() -> id.toString();
                };
        var scored = score(rollout, name, features, request.path());
        var served = scored.model();
        var contract = served.contract();
        var now = clock.instant();
        return new Prediction(
                id,
                contract.id(),
                served.version().number(),
                served.stage(),
                name,
                entity.features(),
                scored.probability(),
                scored.probability().value() >= contract.decisionThreshold(),
                contract.risk().levelOf(scored.probability()),
                Math.max(0, Duration.between(request.arrivedAt(), now).toNanos() / 1_000),
                request.id(),
                now,
                scored.path());
    }

    /// A challenger that fails, or cannot be loaded, is on trial, not the caller: the champion
    /// answers instead, and the log says so.
    static Scored score(
            ServedRollout rollout, String entity, double[] features, Prediction.Path path) {
        var champion = rollout.champion();
        int arm = rollout.rollout().armFor(entity);
        if (arm == champion.version().number()) {
            return new Scored(champion, probability(champion, features), path);
        }
        var challenger = rollout.version(arm);
        if (challenger.isPresent()) {
            try {
                var served = challenger.get();
                return new Scored(served, probability(served, features), path);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "%s v%d failed, the champion answers"
                                .formatted(champion.contract().id().name(), arm),
                        e);
            }
        }
        return new Scored(
                champion, probability(champion, features), new Prediction.Path.FellBack(arm));
    }

    private static Probability probability(ServedModel served, double[] features) {
        return new Probability(served.model().score(features));
    }

    /// Lets the shadows score the same features, after the answer is safe.
    void shadow(ServedRollout rollout, Prediction prediction) {
        for (var shadow : rollout.shadows()) {
            var _ =
                    shadows.offer(() ->
                            new ShadowScore(
                                    prediction,
                                    shadow.version().number(),
                                    shadow.model().score(prediction.features().toArray())));
        }
    }
}
