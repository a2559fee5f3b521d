package io.holdfast.application.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.application.models.ModelsWorld;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.ShelfOfModels;
import io.holdfast.application.scoring.ScoreStoredCustomer.Outcome;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Advice;
import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.Feature.Missing;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.RiskPolicy;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.InMemoryShadowLog;
import io.holdfast.domain.scoring.InMemoryStoredFeatures;
import io.holdfast.domain.scoring.SampleFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreStoredCustomerTest {

    private static final ContractId RFM = new ContractId("rfm", 1);
    private static final Instant ARRIVED = ModelsWorld.NOON.minus(Duration.ofMillis(3));

    private final ModelsWorld world = new ModelsWorld();
    private final ShelfOfModels shelf = new ShelfOfModels(new byte[0]);
    private final InMemoryInferenceLog log = new InMemoryInferenceLog(world.contracts);
    private final ServedModels models = models();
    private final InMemoryStoredFeatures features = new InMemoryStoredFeatures();
    private final ScoreStoredCustomer scoreStoredCustomer =
            new ScoreStoredCustomer(
                    features,
                    new ScoreEntities(
                            models,
                            world.reader,
                            log,
                            new InMemoryShadowLog(),
                            world.ids,
                            world.clock,
                            1));

    @Test
    void scores_what_is_stored_and_keeps_it() {
        serve();
        features.add(
                SampleFacts.customer("c1", "2025-01-01T00:00:00Z"),
                SampleFacts.order("o1", "c1", "2026-02-01T12:00:00Z", "30"),
                SampleFacts.order("o2", "c1", "2026-02-19T12:00:00Z", "12.5"));

        assertThat(score("c1", ModelsWorld.NOON)).isInstanceOf(Outcome.Found.class);

        var prediction = log.predictions().getFirst();
        assertThat(prediction.entity()).isEqualTo("c1");
        assertThat(prediction.contract()).isEqualTo(RFM);
        // A number that is not known is 7 where a cell is blank, and refused where it is absent.
        assertThat(prediction.features()).isEqualTo(FeatureVector.of(10, 42.5, 7));
        assertThat(prediction.requestId()).isEqualTo("request-1");
        assertThat(prediction.latencyMicros()).isEqualTo(3_000);
    }

    @Test
    void counts_only_what_was_before() {
        serve();
        features.add(
                SampleFacts.customer("c1", "2025-01-01T00:00:00Z"),
                SampleFacts.order("o1", "c1", "2026-02-01T12:00:00Z", "30"),
                SampleFacts.order("o2", "c1", "2026-02-19T12:00:00Z", "12.5"));

        var _ = score("c1", Instant.parse("2026-02-19T12:00:00Z"));

        assertThat(log.predictions().getFirst().features()).isEqualTo(FeatureVector.of(18, 30, 7));
    }

    @Test
    void has_no_features_of_whom_is_unknown_or_has_completed_no_order() {
        serve();
        features.add(
                SampleFacts.stranger("c1"),
                SampleFacts.order("o1", "c1", "2026-02-01T12:00:00Z", "30", "cancelled"));

        for (var customer : List.of("c1", "nobody")) {
            assertThat(score(customer, ModelsWorld.NOON))
                    .isEqualTo(new Outcome.NoFeatures(customer, ModelsWorld.NOON));
        }
        assertThat(log.predictions()).isEmpty();
    }

    @Test
    void refuses_an_id_that_the_contract_does_not_take() {
        serve();
        var id = "a".repeat(FeatureContract.MAX_IDENTIFIER_LENGTH + 1);
        addBuyer(id);

        var found = (Outcome.Found) score(id, ModelsWorld.NOON);

        assertThat(((ScoreEntities.Outcome.Invalid) found.scoring()).violations())
                .extracting(Violation::pointer)
                .containsExactly("#/customer_id");
        assertThat(log.predictions()).isEmpty();
    }

    @Test
    void has_no_score_without_a_model() {
        addBuyer("c1");

        assertThat(score("c1", ModelsWorld.NOON))
                .isEqualTo(new Outcome.Found(new ScoreEntities.Outcome.NoModel("rfm")));
    }

    @Test
    void answers_nothing_that_the_log_did_not_take() {
        serve();
        addBuyer("c1");
        log.overload(true);

        assertThat(score("c1", ModelsWorld.NOON))
                .isEqualTo(new Outcome.Found(new ScoreEntities.Outcome.Overloaded()));
    }

    private void addBuyer(String id) {
        features.add(
                SampleFacts.stranger(id),
                SampleFacts.order("o1", id, "2026-02-01T12:00:00Z", "30"));
    }

    private Outcome score(String customer, Instant asOf) {
        return scoreStoredCustomer.score(
                new ScoreStoredCustomer.Command(customer, asOf, "request-1", ARRIVED));
    }

    private void serve() {
        shelf.put(RFM, 1);
        models.refresh();
    }

    private ServedModels models() {
        world.contracts.register(rfm());
        ModelLoader loader = _ -> new ModelLoader.Outcome.Loaded(new Even(RFM));
        return new ServedModels(shelf, shelf, world.contracts, loader);
    }

    private static FeatureContract rfm() {
        var refused = new Missing.Refused();
        return new FeatureContract(
                RFM,
                "A sample of rfm",
                "customer_id",
                new FeatureContract.Label("churned", "1", "0"),
                List.of(
                        number("recency", refused),
                        number("monetary", refused),
                        number("total_quantity", new Missing.Constant(7))),
                new RiskPolicy(List.of(new RiskPolicy.Band("Low", 0))),
                0.5,
                Advice.none(),
                List.of(),
                List.of(
                        "frequency",
                        "avg_order_value",
                        "annual_income",
                        "total_children",
                        "education_level",
                        "occupation",
                        "home_owner"));
    }

    private static Feature number(String name, Missing blank) {
        return new Feature.Numeric(name, "", 0, 1e9, false, new Missing.Refused(), blank);
    }

    private record Even(ContractId contract) implements CompiledModel {
        @Override
        public double score(double[] features) {
            return 0.5;
        }

        @Override
        public Explanation explain(double[] features) {
            return new Explanation(0, new double[features.length]);
        }
    }
}
