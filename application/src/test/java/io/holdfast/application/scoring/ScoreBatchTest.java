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
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.InMemoryShadowLog;
import io.holdfast.domain.scoring.Prediction;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreBatchTest {

    private static final ContractId TINY = new ContractId("tiny", 1);

    private final ModelsWorld world = new ModelsWorld();
    private final ShelfOfModels shelf = new ShelfOfModels(new byte[0]);
    private final InMemoryInferenceLog log = new InMemoryInferenceLog(world.contracts);
    private final ServedModels served =
            new ServedModels(
                    shelf,
                    shelf,
                    world.contracts,
                    _ -> new ModelLoader.Outcome.Loaded(new ByCharge()));
    private final InMemoryShadowLog shadows = new InMemoryShadowLog();
    private final ScoreBatch scoreBatch =
            new ScoreBatch(served, log, shadows, world.ids, world.clock);

    ScoreBatchTest() {
        shelf.put(TINY, 1);
        served.refresh();
    }

    @Test
    void scores_what_it_can_read_and_names_the_faults_of_the_rest() {
        var outcome = score(List.of(fields("a", 10), fields("b", -1), fields("c", 30)));

        assertThat(outcome).isInstanceOf(ScoreBatch.Outcome.Scored.class);
        var items = ((ScoreBatch.Outcome.Scored) outcome).items();
        assertThat(items).hasSize(3);
        assertThat(items.get(1)).isInstanceOf(ScoreBatch.Item.Faulty.class);
        assertThat(log.predictions()).extracting(Prediction::entity).containsExactly("a", "c");
        assertThat(items.get(2))
                .isEqualTo(new ScoreBatch.Item.Predicted(log.predictions().getLast()));
    }

    @Test
    void takes_one_to_a_thousand_entities() {
        assertThat(score(List.of())).isEqualTo(new ScoreBatch.Outcome.WrongSize(0));
        assertThat(score(Collections.nCopies(ScoreBatch.MAX_ENTITIES + 1, fields("a", 1))))
                .isEqualTo(new ScoreBatch.Outcome.WrongSize(1_001));
        assertThat(score(Collections.nCopies(ScoreBatch.MAX_ENTITIES, fields("a", 1))))
                .isInstanceOf(ScoreBatch.Outcome.Scored.class);
    }

    @Test
    void answers_nothing_that_is_not_kept() {
        log.overload(true);

        assertThat(score(List.of(fields("a", 1)))).isEqualTo(new ScoreBatch.Outcome.Overloaded());
    }

    @Test
    void needs_a_model() {
        var outcome =
                scoreBatch.score(
                        new ScoreBatch.Command(
                                "other", List.of(fields("a", 1)), "request-1", ModelsWorld.NOON));

        assertThat(outcome).isEqualTo(new ScoreBatch.Outcome.NoModel("other"));
    }

    private ScoreBatch.Outcome score(List<Map<String, FieldValue>> entities) {
        return scoreBatch.score(
                new ScoreBatch.Command(TINY.name(), entities, "request-1", ModelsWorld.NOON));
    }

    private static Map<String, FieldValue> fields(String id, double charge) {
        return Map.of(
                "id", new FieldValue.Text(id),
                "charge", new FieldValue.Numeric(charge),
                "plan", new FieldValue.Text("basic"));
    }

    private record ByCharge() implements CompiledModel {
        @Override
        public ContractId contract() {
            return TINY;
        }

        @Override
        public double score(double[] features) {
            return features[0] / 100;
        }

        @Override
        public Explanation explain(double[] features) {
            throw new AssertionError("nobody asked for reasons");
        }
    }
}
