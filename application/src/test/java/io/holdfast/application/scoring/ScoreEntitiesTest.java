package io.holdfast.application.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.application.models.ModelsWorld;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.ShelfOfModels;
import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.TableReader;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.InMemoryShadowLog;
import io.holdfast.domain.scoring.Prediction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ScoreEntitiesTest {

    private static final Instant ARRIVED = ModelsWorld.NOON.minus(Duration.ofNanos(1_234_567));

    private static final ContractId TINY = new ContractId("tiny", 1);

    private final ModelsWorld world = new ModelsWorld();
    private final ShelfOfModels shelf = new ShelfOfModels(new byte[0]);
    private final InMemoryInferenceLog log = new InMemoryInferenceLog(world.contracts);
    private final InMemoryShadowLog shadows = new InMemoryShadowLog();

    /// A model whose score is a hundredth of the charge.
    private final ServedModels served = serving(charge -> charge / 100);

    private final ScoreEntities scoreEntities = scoreEntities(served, world.reader);

    @Test
    void scores_one_entity_and_keeps_everything_needed_to_say_why() {
        var scored = scored(score(fields("7590-VHVEG", 60)));

        assertThat(scored.predictions())
                .containsExactly(
                        new Prediction(
                                scored.predictions().getFirst().id(),
                                TINY,
                                1,
                                Stage.PRODUCTION,
                                "7590-VHVEG",
                                FeatureVector.of(60, 0, Double.NaN),
                                new Probability(0.6),
                                true,
                                "High",
                                1_234,
                                "request-1",
                                ModelsWorld.NOON,
                                new Prediction.Path.Direct()));
        assertThat(log.predictions()).isEqualTo(scored.predictions());
        assertThat(scored.explanations()).isEmpty();
        assertThat(scored.rollout().champion().version().number()).isEqualTo(1);
    }

    @Test
    void says_yes_from_the_decision_threshold_on() {
        assertThat(first(score(fields("a", 50))).positive()).isTrue();
        assertThat(first(score(fields("a", 49.999))).positive()).isFalse();
    }

    @Test
    void names_an_anonymous_entity_after_its_prediction() {
        var prediction = first(score(Map.of("plan", new FieldValue.Text("basic"))));

        assertThat(prediction.entity()).isEqualTo(prediction.id().toString());
    }

    @Test
    void explains_each_score_when_asked() {
        var scored =
                scored(
                        scoreEntities.score(
                                command(
                                        new ScoreEntities.Input.Delimited(
                                                csv("plan,charge", "basic,20", "basic,80")),
                                        true)));

        assertThat(scored.explanations()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            double p = scored.predictions().get(i).probability().value();
            assertThat(scored.explanations().get(i).total())
                    .isCloseTo(Math.log(p / (1 - p)), within(1e-6));
        }
    }

    @Test
    void scores_a_table_in_its_order_and_keeps_it_in_one_piece() {
        var outcome = scoreTable("id,plan,charge", "a,basic,10", "b,basic,20", "a,basic,30");

        assertThat(scored(outcome).predictions())
                .extracting(Prediction::entity)
                .containsExactly("a", "b", "a");
        assertThat(scored(outcome).predictions())
                .extracting(prediction -> prediction.probability().value())
                .containsExactly(0.1, 0.2, 0.3);
        assertThat(log.predictions()).hasSize(3);
    }

    @Test
    void takes_a_table_with_a_label_and_ignores_it() {
        assertThat(scored(scoreTable("plan,left", "basic,who knows")).predictions()).hasSize(1);
    }

    @Test
    void has_no_model_for_a_name_that_nobody_trained() {
        var outcome =
                scoreEntities.score(
                        new ScoreEntities.Command(
                                "unheard-of",
                                new ScoreEntities.Input.Fields(Map.of()),
                                false,
                                "request-1",
                                ARRIVED));

        assertThat(outcome).isEqualTo(new ScoreEntities.Outcome.NoModel("unheard-of"));
        assertThat(log.predictions()).isEmpty();
    }

    @Test
    void names_every_fault_of_an_entity_and_keeps_nothing() {
        var outcome =
                score(
                        Map.of(
                                "charge", new FieldValue.Numeric(-1),
                                "surprise", new FieldValue.Null()));

        assertThat(invalid(outcome).violations())
                .extracting(Violation::pointer)
                .containsExactly("#/charge", "#/plan", "#/surprise");
        assertThat(invalid(outcome).total()).isEqualTo(3);
        assertThat(log.predictions()).isEmpty();
    }

    @Test
    void names_every_fault_of_a_table_and_scores_none_of_it() {
        var outcome = scoreTable("plan,charge", "basic,1", "silver,x", "basic");

        assertThat(invalid(outcome).violations())
                .extracting(Violation::pointer)
                .containsExactly("#/rows/2/charge", "#/rows/2/plan", "#/rows/3");
        assertThat(log.predictions()).isEmpty();
    }

    @Test
    void refuses_a_table_with_a_foreign_header_or_none() {
        assertThat(invalid(scoreTable("plan,colour", "basic,red")).violations())
                .extracting(Violation::pointer)
                .containsExactly("#/colour");
        assertThat(invalid(scoreText("")).violations())
                .containsExactly(new Violation("#", "the file is empty"));
    }

    @Test
    void takes_1_to_10000_rows() {
        var most = Collections.nCopies(ScoreEntities.MAX_ROWS, "basic").toArray(String[]::new);
        var tooMany =
                Collections.nCopies(ScoreEntities.MAX_ROWS + 1, "basic").toArray(String[]::new);

        assertThat(scored(scoreTable("plan", most)).predictions()).hasSize(10_000);
        assertThat(invalid(scoreTable("plan", tooMany)).violations())
                .containsExactly(new Violation("#", "must have 1 to 10000 rows, has 10001"));
        assertThat(invalid(scoreText("plan")).violations())
                .containsExactly(new Violation("#", "must have 1 to 10000 rows, has 0"));
        assertThat(log.predictions()).hasSize(10_000);
    }

    @Test
    void answers_nothing_that_the_log_did_not_take() {
        log.overload(true);

        assertThat(score(fields("a", 10))).isEqualTo(new ScoreEntities.Outcome.Overloaded());
        assertThat(scoreTable("plan", "basic")).isEqualTo(new ScoreEntities.Outcome.Overloaded());

        log.overload(false);
        assertThat(score(fields("a", 10))).isInstanceOf(ScoreEntities.Outcome.Scored.class);
        assertThat(log.predictions()).hasSize(1);
    }

    @Test
    void holds_on_to_the_model_a_request_began_with() {
        TableReader promotesMeanwhile =
                content -> {
                    shelf.put(TINY, 2);
                    served.refresh();
                    return world.reader.read(content);
                };
        var slow = scoreEntities(served, promotesMeanwhile);
        var table = new ScoreEntities.Input.Delimited(csv("plan", "basic"));

        assertThat(first(slow.score(command(table, false))).modelVersion()).isEqualTo(1);
        assertThat(served.of("tiny").orElseThrow().champion().version().number()).isEqualTo(2);
        assertThat(first(slow.score(command(table, false))).modelVersion()).isEqualTo(2);
    }

    @Test
    void scores_no_negative_time_when_the_clock_went_back() {
        var command =
                new ScoreEntities.Command(
                        "tiny",
                        new ScoreEntities.Input.Fields(fields("a", 1)),
                        false,
                        "request-1",
                        ModelsWorld.NOON.plusSeconds(5));

        assertThat(first(scoreEntities.score(command)).latencyMicros()).isZero();
    }

    @Test
    void lets_nobody_have_a_score_that_is_no_probability() {
        var broken = scoreEntities(serving(_ -> Double.NaN), world.reader);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        broken.score(
                                command(new ScoreEntities.Input.Fields(fields("a", 1)), false)));
        assertThat(log.predictions()).isEmpty();
    }

    @Test
    void gives_a_table_s_place_back_whatever_happened() {
        var single =
                new ScoreEntities(served, world.reader, log, shadows, world.ids, world.clock, 1);
        var bad = new ScoreEntities.Input.Delimited(csv("nonsense"));
        var good = new ScoreEntities.Input.Delimited(csv("plan", "basic"));

        var outcomes = AtOnce.call(8, i -> single.score(command(i % 2 == 0 ? good : bad, false)));

        assertThat(outcomes).filteredOn(ScoreEntities.Outcome.Scored.class::isInstance).hasSize(4);
    }

    private ScoreEntities.Outcome score(Map<String, FieldValue> fields) {
        return scoreEntities.score(command(new ScoreEntities.Input.Fields(fields), false));
    }

    private ScoreEntities.Outcome scoreTable(String header, String... rows) {
        return scoreEntities.score(
                command(new ScoreEntities.Input.Delimited(csv(header, rows)), false));
    }

    private ScoreEntities.Outcome scoreText(String text) {
        return scoreEntities.score(
                command(
                        new ScoreEntities.Input.Delimited(text.getBytes(StandardCharsets.UTF_8)),
                        false));
    }

    private static ScoreEntities.Command command(ScoreEntities.Input input, boolean explained) {
        return new ScoreEntities.Command("tiny", input, explained, "request-1", ARRIVED);
    }

    private static byte[] csv(String header, String... rows) {
        return (header + "\n" + String.join("\n", rows)).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, FieldValue> fields(String id, double charge) {
        return Map.of(
                "id", new FieldValue.Text(id),
                "charge", new FieldValue.Numeric(charge),
                "plan", new FieldValue.Text("basic"));
    }

    private static Prediction first(ScoreEntities.Outcome outcome) {
        return scored(outcome).predictions().getFirst();
    }

    private static ScoreEntities.Outcome.Scored scored(ScoreEntities.Outcome outcome) {
        return switch (outcome) {
            case ScoreEntities.Outcome.Scored scored -> scored;
            case ScoreEntities.Outcome.Invalid _,
                    ScoreEntities.Outcome.NoModel _,
                    ScoreEntities.Outcome.Overloaded _ ->
                    throw new AssertionError(outcome.toString());
        };
    }

    private static ScoreEntities.Outcome.Invalid invalid(ScoreEntities.Outcome outcome) {
        return switch (outcome) {
            case ScoreEntities.Outcome.Invalid invalid -> invalid;
            case ScoreEntities.Outcome.Scored _,
                    ScoreEntities.Outcome.NoModel _,
                    ScoreEntities.Outcome.Overloaded _ ->
                    throw new AssertionError(outcome.toString());
        };
    }

    private ScoreEntities scoreEntities(ServedModels models, TableReader reader) {
        return new ScoreEntities(models, reader, log, shadows, world.ids, world.clock, 2);
    }

    /// Serves versions of `tiny` whose score is a function of the charge, 0 where unknown.
    private ServedModels serving(DoubleUnaryOperator ofCharge) {
        shelf.put(TINY, 1);
        ModelLoader loader = _ -> new ModelLoader.Outcome.Loaded(new ByCharge(TINY, ofCharge));
        var models = new ServedModels(shelf, shelf, world.contracts, loader);
        models.refresh();
        return models;
    }

    private record ByCharge(ContractId contract, DoubleUnaryOperator ofCharge)
            implements CompiledModel {
        @Override
        public double score(double[] features) {
            return ofCharge.applyAsDouble(Double.isNaN(features[0]) ? 0 : features[0]);
        }

        @Override
        public Explanation explain(double[] features) {
            double p = score(features);
            return new Explanation(0, new double[] {Math.log(p / (1 - p)), 0, 0});
        }
    }
}
