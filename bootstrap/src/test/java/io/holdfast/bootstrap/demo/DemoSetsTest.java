package io.holdfast.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.adapters.ml.MlAdapter;
import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.TableBinding;
import io.holdfast.domain.models.TableReader;
import io.holdfast.domain.models.TrainingSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoSetsTest {

    private static final long OTHER_SEED = 99;
    private static final int FRESH_ROWS = 4_000;

    // Measured, as log loss of the model, log loss of the true probabilities, mean difference:
    // telco 0.3547, 0.3503, 0.026; ecommerce 0.5189, 0.5147, 0.040; return-risk 0.5462, 0.5387,
    // 0.043; rfm 0.5284, 0.5224, 0.039; subscription 0.4370, 0.4286, 0.037.
    private static final double LOSS_MARGIN = 0.02;
    private static final double DIFFERENCE_MAX = 0.06;

    private static final Map<String, String> SHA256 =
            Map.of(
                    "telco",
                    "c4dcf2b94686d0c8293bf96a3877b48bd61d1d33ca7cef0843163081ffefd569",
                    "ecommerce",
                    "b9d04924a796f0ff2d107327ff90acc0610a0d44ae7da012b661a88bbc89bddb",
                    "return-risk",
                    "1dff663e6bd216f47343007ed225b9033c4c53a6668641db7ce8d5a1d85cc10c",
                    "rfm",
                    "67c5a8ac62d2d7834c61cad1daa5a18bb6ac071e61fd7d4e4b176cca890a2b02",
                    "subscription",
                    "82f27f46cd489fc97e28b9606f1d9d9d053492ad21ad7a5d85b293417d749b27");

    static List<DemoProcess> all() {
        return DemoProcess.all();
    }

    @Test
    void every_bundled_contract_has_a_set() {
        assertThat(all())
                .extracting(DemoProcess::contract)
                .startsWith("telco")
                .containsExactlyInAnyOrderElementsOf(
                        PersistenceAdapter.bundledContracts().stream()
                                .map(contract -> contract.id().name())
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_rows_are_the_same_each_time(DemoProcess demo) {
        assertThat(sha256(demo.standard().csv())).isEqualTo(SHA256.get(demo.contract()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void another_seed_gives_other_rows(DemoProcess demo) {
        assertThat(demo.draw(OTHER_SEED, 10).csv()).isNotEqualTo(demo.draw(demo.seed(), 10).csv());
    }

    @ParameterizedTest
    @MethodSource("all")
    void its_contract_accepts_every_row(DemoProcess demo) {
        var set = demo.standard();
        var rows = read(set);
        assertThat(rows).hasSize(demo.size());
        assertThat(rows)
                .extracting(TrainingSet.Row::positive)
                .isEqualTo(set.rows().stream().map(DemoSet.Row::positive).toList());
        assertThat(rows).extracting(TrainingSet.Row::entity).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void as_many_are_positive_as_the_probabilities_say(DemoProcess demo) {
        var rows = demo.standard().rows();
        double mean = rows.stream().mapToDouble(DemoSet.Row::probability).average().orElseThrow();
        long positive = rows.stream().filter(DemoSet.Row::positive).count();
        // Three deviations of a share of 2,000 rows, the smallest set.
        assertThat(positive / (double) rows.size()).isCloseTo(mean, within(0.033));
        assertThat(mean).isBetween(0.15, 0.5);
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_model_comes_close_to_the_true_probabilities_of_fresh_rows(DemoProcess demo) {
        var contract = contract(demo.contract());
        var set = new TrainingSet(contract, read(demo.standard()), "0".repeat(64));
        var outcome = MlAdapter.trainer(2).train(set, new ModelTrainer.Plan(1, 2, false), _ -> {});
        assertThat(outcome).isInstanceOf(ModelTrainer.Outcome.Trained.class);
        var trained = ((ModelTrainer.Outcome.Trained) outcome).model();
        var loaded = (ModelLoader.Outcome.Loaded) MlAdapter.loader().load(trained.artefact());
        var fresh = demo.draw(OTHER_SEED, FRESH_ROWS);
        var rows = read(fresh);
        double modelLoss = 0;
        double oracleLoss = 0;
        double difference = 0;
        for (int i = 0; i < rows.size(); i++) {
            double score = loaded.model().score(rows.get(i).features().toArray());
            double truth = fresh.rows().get(i).probability();
            modelLoss += loss(score, rows.get(i).positive());
            oracleLoss += loss(truth, rows.get(i).positive());
            difference += Math.abs(score - truth);
        }
        int n = rows.size();
        assertThat(modelLoss / n)
                .isBetween(oracleLoss / n - LOSS_MARGIN, oracleLoss / n + LOSS_MARGIN);
        assertThat(difference / n).isLessThan(DIFFERENCE_MAX);
    }

    private static double loss(double probability, boolean positive) {
        return -Math.log(positive ? probability : 1 - probability);
    }

    private static FeatureContract contract(String name) {
        return PersistenceAdapter.bundledContracts().stream()
                .filter(contract -> contract.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<TrainingSet.Row> read(DemoSet set) {
        var opened =
                (TableReader.Outcome.Opened)
                        PersistenceAdapter.tableReader()
                                .read(set.csv().getBytes(StandardCharsets.UTF_8));
        var bound =
                TableBinding.bind(
                        contract(set.contract()),
                        opened.table().header(),
                        TableBinding.IdentifierColumn.REQUIRED,
                        TableBinding.LabelColumn.REQUIRED);
        assertThat(bound).isInstanceOf(TableBinding.Outcome.Bound.class);
        var content =
                ((TableBinding.Outcome.Bound) bound)
                        .binding()
                        .read(opened.table(), TableBinding.LabelColumn.REQUIRED);
        assertThat(content).isInstanceOf(TableBinding.Content.Accepted.class);
        return ((TableBinding.Content.Accepted) content)
                .rows().stream()
                        .map(row ->
                                new TrainingSet.Row(
                                        ((Entity.Known) row.entity().identity()).id(),
                                        row.entity().features(),
                                        row.positive()))
                        .toList();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
