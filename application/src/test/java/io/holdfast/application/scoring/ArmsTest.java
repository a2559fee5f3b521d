package io.holdfast.application.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.application.models.ModelsWorld;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.ShelfOfModels;
import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.InMemoryShadowLog;
import io.holdfast.domain.scoring.Prediction;
import io.holdfast.domain.scoring.ShadowLog;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who answers, when a rollout has several versions. Version `n` always scores `n` tenths; version
/// 9 always fails.
class ArmsTest {

    private static final ContractId TINY = new ContractId("tiny", 1);
    private static final int BROKEN = 9;

    private final ModelsWorld world = new ModelsWorld();
    private final ShelfOfModels shelf = new ShelfOfModels(new byte[0]);
    private final InMemoryInferenceLog log = new InMemoryInferenceLog(world.contracts);
    private final InMemoryShadowLog shadows = new InMemoryShadowLog();
    private final ServedModels served =
            new ServedModels(shelf, shelf, world.contracts, ArmsTest::load);
    private final ScoreEntities scoreEntities =
            new ScoreEntities(served, world.reader, log, shadows, world.ids, world.clock, 1);
    private final ScoreBatch scoreBatch =
            new ScoreBatch(served, log, shadows, world.ids, world.clock);
    private final Rollout alone = Rollout.first(TINY, 1, "salt");

    ArmsTest() {
        for (int version = 1; version <= BROKEN; version++) {
            shelf.give(version, new byte[] {(byte) version});
        }
    }

    @Test
    void answers_each_entity_by_its_arm() {
        serve(alone.challenged(2, 0.3, "s"));
        var rollout = served.of("tiny").orElseThrow().rollout();

        var predictions = IntStream.range(0, 200).mapToObj(i -> score("c" + i)).toList();

        assertThat(predictions)
                .allMatch(made -> made.modelVersion() == rollout.armFor(made.entity()))
                .allMatch(made -> made.probability().value() == made.modelVersion() / 10.0)
                .allMatch(made -> made.path().equals(new Prediction.Path.Direct()));
        assertThat(predictions).extracting(Prediction::modelVersion).contains(1, 2);
        assertThat(predictions)
                .filteredOn(made -> made.modelVersion() == 2)
                .extracting(Prediction::stage)
                .containsOnly(Stage.STAGING);
    }

    @Test
    void answers_a_whole_batch_each_by_its_arm() {
        serve(alone.challenged(2, 0.5, "s"));
        var rollout = served.of("tiny").orElseThrow().rollout();

        scoreBatch.score(
                new ScoreBatch.Command(
                        "tiny",
                        IntStream.range(0, 100).mapToObj(i -> fields("c" + i)).toList(),
                        "request-1",
                        ModelsWorld.NOON));

        assertThat(log.predictions())
                .hasSize(100)
                .allMatch(made -> made.modelVersion() == rollout.armFor(made.entity()));
    }

    @Test
    void lets_the_champion_answer_what_a_challenger_fails_to() {
        serve(alone.challenged(BROKEN, 1, "s"));

        var prediction = score("c1");

        assertThat(prediction.modelVersion()).isEqualTo(1);
        assertThat(prediction.stage()).isEqualTo(Stage.PRODUCTION);
        assertThat(prediction.path()).isEqualTo(new Prediction.Path.FellBack(BROKEN));
        assertThat(log.predictions()).containsExactly(prediction);
    }

    @Test
    void lets_the_champion_answer_for_a_challenger_that_cannot_be_loaded() {
        shelf.give(2, new byte[] {0});
        serve(alone.challenged(2, 1, "s"));

        assertThat(score("c1").modelVersion()).isEqualTo(1);
        assertThat(score("c1").path()).isEqualTo(new Prediction.Path.FellBack(2));
    }

    @Test
    void follows_a_share_that_grows_without_loading_anew() {
        serve(alone.challenged(2, 0, "s").asRevision(2));
        var before = served.of("tiny").orElseThrow().champion().model();
        assertThat(score("c1").modelVersion()).isEqualTo(1);

        serve(alone.challenged(2, 1, "s").asRevision(3));

        assertThat(score("c1").modelVersion()).isEqualTo(2);
        assertThat(served.of("tiny").orElseThrow().champion().model()).isSameAs(before);
    }

    @Test
    void answers_by_the_version_that_was_asked_for_and_says_so() {
        serve(alone.challenged(2, 0, "s"));

        var outcome = scoreEntities.scoreBy(2, command("c1"));

        var prediction = ((ScoreEntities.Outcome.Scored) outcome).predictions().getFirst();
        assertThat(prediction.modelVersion()).isEqualTo(2);
        assertThat(prediction.path()).isEqualTo(new Prediction.Path.Asked());
        assertThat(scoreEntities.scoreBy(3, command("c1")))
                .isEqualTo(new ScoreEntities.Outcome.NoModel("tiny"));
    }

    @Test
    void explains_by_the_version_that_answered() {
        serve(alone.challenged(2, 1, "s"));

        var outcome =
                scoreEntities.score(
                        new ScoreEntities.Command(
                                "tiny",
                                new ScoreEntities.Input.Fields(fields("c1")),
                                true,
                                "request-1",
                                ModelsWorld.NOON));

        assertThat(((ScoreEntities.Outcome.Scored) outcome).explanations().getFirst().base())
                .isEqualTo(2);
    }

    @Test
    void scores_shadows_after_the_answer_and_never_answers_by_them() {
        serve(alone.split(List.of(new Arm(1, 1)), List.of(3, 4)));

        var prediction = score("c1");

        assertThat(prediction.modelVersion()).isEqualTo(1);
        assertThat(shadows.scores())
                .containsExactly(
                        new ShadowLog.ShadowScore(prediction, 3, 3 / 10.0),
                        new ShadowLog.ShadowScore(prediction, 4, 4 / 10.0));
    }

    @Test
    void answers_although_a_shadow_fails_or_finds_no_room() {
        serve(alone.split(List.of(new Arm(1, 1)), List.of(BROKEN)));
        assertThat(score("c1").modelVersion()).isEqualTo(1);

        shadows.fill(true);
        assertThat(score("c2").modelVersion()).isEqualTo(1);
        assertThat(shadows.scores()).isEmpty();
    }

    @Test
    void shadows_nothing_that_was_not_answered() {
        serve(alone.split(List.of(new Arm(1, 1)), List.of(3)));
        log.overload(true);

        scoreEntities.score(command("c1"));

        assertThat(shadows.scores()).isEmpty();
    }

    @Test
    void explains_an_answer_of_the_past_by_the_version_that_gave_it() {
        serve(alone.challenged(2, 1, "s").asRevision(2));
        var past = score("c1");
        serve(alone.asRevision(3));
        var explain = new ExplainPrediction(log, served);

        var outcome = explain.explain(past.id());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ExplainPrediction.Outcome.Explained.class,
                        explained -> {
                            assertThat(explained.version().number()).isEqualTo(2);
                            assertThat(explained.explanation().base()).isEqualTo(2);
                            assertThat(explained.prediction()).isEqualTo(past);
                        });
        assertThat(explain.explain(new UUID(0, 1)))
                .isInstanceOf(ExplainPrediction.Outcome.UnknownPrediction.class);
        shelf.give(2, new byte[] {0});
        assertThat(explain.explain(past.id()))
                .as("it is still in memory")
                .isInstanceOf(ExplainPrediction.Outcome.Explained.class);
        assertThat(new ExplainPrediction(log, anew()).explain(past.id()))
                .isEqualTo(new ExplainPrediction.Outcome.VersionGone("tiny", 2));
    }

    private ServedModels anew() {
        return new ServedModels(shelf, shelf, world.contracts, ArmsTest::load);
    }

    private void serve(Rollout rollout) {
        shelf.put(rollout);
        served.refresh();
    }

    private Prediction score(String id) {
        var outcome = scoreEntities.score(command(id));
        return ((ScoreEntities.Outcome.Scored) outcome).predictions().getFirst();
    }

    private static ScoreEntities.Command command(String id) {
        return new ScoreEntities.Command(
                "tiny",
                new ScoreEntities.Input.Fields(fields(id)),
                false,
                "request-1",
                ModelsWorld.NOON);
    }

    private static Map<String, FieldValue> fields(String id) {
        return Map.of(
                "id", new FieldValue.Text(id),
                "charge", new FieldValue.Numeric(10),
                "plan", new FieldValue.Text("basic"));
    }

    private static ModelLoader.Outcome load(byte[] artefact) {
        return artefact[0] == 0
                ? new ModelLoader.Outcome.Unusable("damaged")
                : new ModelLoader.Outcome.Loaded(new Constant(artefact[0]));
    }

    private record Constant(int version) implements CompiledModel {
        @Override
        public ContractId contract() {
            return TINY;
        }

        @Override
        public double score(double[] features) {
            if (version == BROKEN) {
                throw new IllegalStateException("broken on purpose");
            }
            return version / 10.0;
        }

        @Override
        public Explanation explain(double[] features) {
            return new Explanation(version, new double[] {0, 0, 0});
        }
    }
}
