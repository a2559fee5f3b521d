package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every trainer promises, together with the loader of its artefacts.
public interface ModelTrainerContract {

    ModelTrainer.Plan PLAN = new ModelTrainer.Plan(7, 2, false);
    TrainingSet SET = GeneratedSets.churn(240, 1);

    ModelTrainer trainer();

    ModelLoader loader();

    private TrainedModel train(TrainingSet set) {
        var outcome = trainer().train(set, PLAN, _ -> {});
        assertThat(outcome).isInstanceOf(ModelTrainer.Outcome.Trained.class);
        return ((ModelTrainer.Outcome.Trained) outcome).model();
    }

    private List<String> refusal(TrainingSet set) {
        var outcome = trainer().train(set, PLAN, _ -> {});
        assertThat(outcome).isInstanceOf(ModelTrainer.Outcome.Refused.class);
        var evaluated = trainer().evaluate(set, PLAN, _ -> {});
        var reasons = ((ModelTrainer.Outcome.Refused) outcome).reasons();
        assertThat(evaluated).isEqualTo(new ModelTrainer.Evaluated.Refused(reasons));
        return reasons;
    }

    @Test
    default void trains_a_model_that_can_be_loaded_scored_and_explained() {
        var trained = train(SET);

        var outcome = loader().load(trained.artefact());

        assertThat(outcome).isInstanceOf(ModelLoader.Outcome.Loaded.class);
        var model = ((ModelLoader.Outcome.Loaded) outcome).model();
        assertThat(model.contract()).isEqualTo(SET.contract().id());
        for (var row : SET.rows()) {
            double score = model.score(row.features().toArray());
            assertThat(score).isGreaterThan(0).isLessThan(1);
            var explanation = model.explain(row.features().toArray());
            assertThat(explanation.size()).isEqualTo(SET.contract().features().size());
            assertThat(Math.abs(explanation.total() - Math.log(score / (1 - score))))
                    .isLessThan(1e-6);
        }
    }

    @Test
    default void scores_rows_with_nothing_but_missing_values() {
        var outcome = loader().load(train(SET).artefact());
        var model = ((ModelLoader.Outcome.Loaded) outcome).model();
        var nothing = new double[SET.contract().features().size()];
        Arrays.fill(nothing, Double.NaN);

        assertThat(model.score(nothing)).isGreaterThan(0).isLessThan(1);
        assertThat(model.explain(nothing).total()).isFinite();
    }

    @Test
    default void describes_what_it_trained() throws Exception {
        var trained = train(SET);

        assertThat(trained.rows()).isEqualTo(SET.rows().size());
        assertThat(trained.dataSha256()).isEqualTo(SET.sha256());
        var digest = MessageDigest.getInstance("SHA-256").digest(trained.artefact());
        assertThat(trained.artefactSha256()).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(trained.candidates())
                .isNotEmpty()
                .isSortedAccordingTo(Comparator.comparingDouble(c -> c.metrics().logLoss()));
        assertThat(trained.algorithm()).isEqualTo(trained.candidates().getFirst().algorithm());
        assertThat(trained.metrics()).isEqualTo(trained.candidates().getFirst().metrics());
    }

    @Test
    default void tells_in_a_card_what_it_trained_on() {
        var trained = train(SET);
        var card = trained.card();

        assertThat(card.origin())
                .isEqualTo(
                        new ModelCard.Origin(
                                SET.contract().id(),
                                SET.sha256(),
                                PLAN.seed(),
                                new ModelCard.Split.CrossValidation(PLAN.folds()),
                                SET.rows().size(),
                                SET.positives(),
                                PLAN.allowLeakage()));
        assertThat(card.candidates()).isEqualTo(trained.candidates());
        assertThat(card.headline().estimate()).isEqualTo(trained.metrics());
        assertThat(card.inputs().stream().map(ModelCard.Input::name))
                .isEqualTo(SET.contract().features().stream().map(Feature::name).toList());
        assertThat(card.calibration().stream().mapToInt(ModelCard.CalibrationBin::rows).sum())
                .isEqualTo(SET.rows().size());
        assertThat(card.rocCurve().getLast().truePositiveRate()).isEqualTo(1);
        assertThat(card.seconds()).isNotNegative();
    }

    @Test
    default void keeps_the_latest_fifth_to_measure_by_where_rows_have_times() {
        var set = GeneratedSets.turning(400, 1);

        var card = train(set).card();

        assertThat(card.origin().split())
                .isEqualTo(new ModelCard.Split.OutOfTime(set.times().get(320), 80, PLAN.folds()));
        assertThat(card.origin().rows()).isEqualTo(400);
    }

    @Test
    default void gives_the_same_card_for_the_same_set_and_plan_but_for_durations() {
        assertThat(timeless(train(SET).card())).isEqualTo(timeless(train(SET).card()));
    }

    private static ModelCard timeless(ModelCard card) {
        return new ModelCard(
                card.origin(),
                card.candidates().stream()
                        .map(c -> new CandidateResult(c.algorithm(), c.settings(), c.metrics(), 0))
                        .toList(),
                card.headline(),
                card.inputs(),
                card.importanceRows(),
                card.rocCurve(),
                card.precisionRecallCurve(),
                card.calibration(),
                card.costs(),
                card.thresholds(),
                card.slices(),
                card.limits(),
                0);
    }

    @Test
    default void gives_the_same_bytes_for_the_same_set_and_plan() {
        assertThat(train(SET).artefact()).isEqualTo(train(SET).artefact());
    }

    @Test
    default void evaluates_the_candidates_it_would_train_from() {
        var evaluated = trainer().evaluate(SET, PLAN, _ -> {});

        assertThat(evaluated).isInstanceOf(ModelTrainer.Evaluated.Measured.class);
        var measured = ((ModelTrainer.Evaluated.Measured) evaluated).candidates();
        assertThat(measured.stream().map(CandidateResult::metrics))
                .isEqualTo(train(SET).candidates().stream().map(CandidateResult::metrics).toList());
    }

    @Test
    default void reports_a_share_that_rises_to_one() {
        var shares = new ArrayList<Double>();

        var outcome = trainer().train(SET, PLAN, progress -> shares.add(progress.share()));

        assertThat(outcome).isInstanceOf(ModelTrainer.Outcome.Trained.class);
        assertThat(shares).isNotEmpty().isSorted().allMatch(share -> share > 0 && share <= 1);
        assertThat(shares.getLast()).isEqualTo(1);
    }

    @Test
    default void reports_a_rising_share_with_many_folds_too() {
        var shares = new ArrayList<Double>();
        var plan = new ModelTrainer.Plan(7, 9, false);

        var outcome =
                trainer()
                        .train(
                                GeneratedSets.churn(60, 1),
                                plan,
                                progress -> shares.add(progress.share()));

        assertThat(outcome).isInstanceOf(ModelTrainer.Outcome.Trained.class);
        assertThat(shares).isSorted().endsWith(1.0);
    }

    @Test
    default void stops_when_the_calling_thread_is_interrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> trainer().train(SET, PLAN, _ -> {}))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThatThrownBy(() -> trainer().evaluate(SET, PLAN, _ -> {}))
                    .isInstanceOf(CancellationException.class);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    default void refuses_a_row_too_few() {
        int rows = ModelTrainer.MIN_ROWS - 1;

        assertThat(refusal(GeneratedSets.unbalanced(rows, 20)))
                .singleElement()
                .asString()
                .contains(rows + " rows");
        assertThat(refusal(GeneratedSets.unbalanced(0, 0))).isNotEmpty();
    }

    @Test
    default void refuses_a_label_that_never_or_always_holds() {
        assertThat(refusal(GeneratedSets.unbalanced(80, 0))).hasSize(1);
        assertThat(refusal(GeneratedSets.unbalanced(80, 80))).hasSize(1);
    }

    @Test
    default void refuses_a_class_of_too_few_rows() {
        int few = ModelTrainer.MIN_ROWS_PER_CLASS - 1;

        assertThat(refusal(GeneratedSets.unbalanced(80, few))).hasSize(1);
        assertThat(refusal(GeneratedSets.unbalanced(80, 80 - few))).hasSize(1);
        assertThat(refusal(GeneratedSets.unbalanced(20, few))).hasSize(2);
    }

    @Test
    default void trains_on_the_fewest_rows_allowed() {
        var set = GeneratedSets.unbalanced(ModelTrainer.MIN_ROWS, ModelTrainer.MIN_ROWS_PER_CLASS);

        assertThat(train(set).rows()).isEqualTo(ModelTrainer.MIN_ROWS);
    }

    @Test
    default void refuses_rows_that_are_all_alike() {
        assertThat(refusal(GeneratedSets.constant(80))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    default void refuses_a_feature_that_tells_the_label(GeneratedSets.Telling telling) {
        var feature = telling == GeneratedSets.Telling.CATEGORY ? "reason" : "refund";

        assertThat(refusal(GeneratedSets.leaking(150, telling)))
                .singleElement()
                .asString()
                .contains(feature);
    }

    @Test
    default void trains_on_a_telling_feature_when_allowed() {
        var set = GeneratedSets.leaking(90, GeneratedSets.Telling.CATEGORY);

        assertThat(trainer().train(set, new ModelTrainer.Plan(7, 2, true), _ -> {}))
                .isInstanceOf(ModelTrainer.Outcome.Trained.class);
    }

    @Test
    default void calls_nothing_unusable_that_it_trained_and_everything_else() {
        var artefact = train(SET).artefact();

        for (int length = 0; length < artefact.length; length += 1 + artefact.length / 50) {
            assertUnusable(Arrays.copyOf(artefact, length));
        }
        for (int at = 0; at < artefact.length; at += 1 + artefact.length / 200) {
            var damaged = artefact.clone();
            damaged[at] ^= (byte) (1 << (at % 8));
            assertUnusable(damaged);
        }
        assertUnusable(Arrays.copyOf(artefact, artefact.length + 1));
        assertUnusable("PK something else altogether".getBytes(StandardCharsets.UTF_8));
    }

    private void assertUnusable(byte[] artefact) {
        var outcome = loader().load(artefact);
        assertThat(outcome).isInstanceOf(ModelLoader.Outcome.Unusable.class);
        assertThat(((ModelLoader.Outcome.Unusable) outcome).reason()).isNotBlank();
    }
}
