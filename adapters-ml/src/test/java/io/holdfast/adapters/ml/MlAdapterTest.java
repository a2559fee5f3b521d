package io.holdfast.adapters.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.GeneratedSets;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.ModelTrainerContract;
import io.holdfast.domain.models.TrainedModel;
import io.holdfast.domain.models.TrainingSet;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MlAdapterTest implements ModelTrainerContract {

    @Override
    public ModelTrainer trainer() {
        return MlAdapter.trainer(2);
    }

    @Override
    public ModelLoader loader() {
        return MlAdapter.loader();
    }

    @Test
    void gives_the_same_bytes_with_any_number_of_threads() {
        var one = train(1, SET, 7);

        assertThat(train(2, SET, 7).artefact()).isEqualTo(one.artefact());
        assertThat(train(5, SET, 7).artefact()).isEqualTo(one.artefact());
        assertThat(train(2, SET, 8).artefact()).isNotEqualTo(one.artefact());
    }

    @Test
    void comes_close_to_probabilities_that_are_known() {
        var known = GeneratedSets.churnWithProbabilities(2_500, 2);
        var fresh = GeneratedSets.churnWithProbabilities(2_500, 3);

        var model = load(train(2, known.set(), 7));

        double distance = 0;
        double excess = 0;
        for (int i = 0; i < fresh.probabilities().size(); i++) {
            double truth = fresh.probabilities().get(i);
            double score = model.score(fresh.set().rows().get(i).features().toArray());
            distance += Math.abs(score - truth) / fresh.probabilities().size();
            excess += (score - truth) / fresh.probabilities().size();
        }
        assertThat(distance).isLessThan(0.05);
        assertThat(Math.abs(excess)).isLessThan(0.02);
    }

    @Test
    void needs_a_thread() {
        assertThatThrownBy(() -> MlAdapter.trainer(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /// duckdb is 85 MB that smile-base asks for and training has no use for.
    @Test
    void does_without_duckdb() {
        assertThatThrownBy(() -> Class.forName("org.duckdb.DuckDBDriver"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static TrainedModel train(int threads, TrainingSet set, long seed) {
        var plan = new ModelTrainer.Plan(seed, 2, false);
        var outcome = MlAdapter.trainer(threads).train(set, plan, _ -> {});
        return ((ModelTrainer.Outcome.Trained) outcome).model();
    }

    private static CompiledModel load(TrainedModel trained) {
        var outcome = MlAdapter.loader().load(trained.artefact());
        return ((ModelLoader.Outcome.Loaded) outcome).model();
    }

    /// What held for four fifths of the time is wrong in the last one: only a judgement that looks
    /// ahead sees it.
    @Test
    void measures_out_of_time_where_rows_have_times() {
        var set = GeneratedSets.turning(500, 3);

        var trained = train(2, set, 7);

        var card = trained.card();
        assertThat(card.origin().split())
                .isEqualTo(
                        new ModelCard.Split.OutOfTime(
                                Instant.parse("2021-02-04T00:00:00Z"), 100, 2));
        assertThat(card.origin().rows()).isEqualTo(500);
        assertThat(card.headline().rows()).isEqualTo(100);
        assertThat(card.chosen().metrics().rocAuc()).isGreaterThan(0.6);
        assertThat(trained.metrics().rocAuc()).isLessThan(0.45);
        assertThat(trained.metrics()).isEqualTo(card.headline().estimate());
        assertThat(trained.rows()).isEqualTo(500);
        assertThat(card.limits().getFirst()).contains("100 rows from 2021-02-04");
        assertThat(train(5, set, 7).artefact()).isEqualTo(trained.artefact());
    }

    @Test
    void refuses_times_that_leave_too_little_on_one_side() {
        var set = GeneratedSets.turning(60, 3);
        var plan = new ModelTrainer.Plan(7, 2, false);

        var outcome = MlAdapter.trainer(2).train(set, plan, _ -> {});
        var evaluated = MlAdapter.trainer(2).evaluate(set, plan, _ -> {});

        var reasons = ((ModelTrainer.Outcome.Refused) outcome).reasons();
        assertThat(reasons).isNotEmpty().allMatch(reason -> reason.contains("out of time"));
        assertThat(evaluated).isEqualTo(new ModelTrainer.Evaluated.Refused(reasons));
    }
}
