package io.holdfast.application.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.application.models.ModelsWorld;
import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.ShelfOfModels;
import io.holdfast.application.scoring.RescoreCustomers.Command;
import io.holdfast.application.scoring.RescoreCustomers.Outcome;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.models.Advice;
import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.RiskPolicy;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.scoring.CustomerScoreQueries;
import io.holdfast.domain.scoring.CustomerScoreQueries.Customer;
import io.holdfast.domain.scoring.CustomerScoreQueries.Rating;
import io.holdfast.domain.scoring.CustomerScoreQueries.Start;
import io.holdfast.domain.scoring.CustomerScores;
import io.holdfast.domain.scoring.InMemoryCustomerScores;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.InMemoryStoredFeatures;
import io.holdfast.domain.scoring.SampleFacts;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Version `n` scores `n` tenths; version 9 always fails.
class RescoreCustomersTest {

    private static final ContractId ECOMMERCE = new ContractId("ecommerce", 1);
    private static final Instant NOON = ModelsWorld.NOON;
    private static final Duration PAUSE = Duration.ofHours(1);

    private final ModelsWorld world = new ModelsWorld();
    private final ShelfOfModels shelf = new ShelfOfModels(new byte[] {1});
    private final InMemoryInferenceLog log = new InMemoryInferenceLog(world.contracts);
    private final InMemoryStoredFeatures features = new InMemoryStoredFeatures();
    private final InMemoryCustomerScores scores = new InMemoryCustomerScores(world.contracts, log);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final ServedModels models = models();
    private final RescoreCustomers rescore =
            new RescoreCustomers(models, features, scores, world.ids, now::get);

    @Test
    void scores_every_customer_by_its_arm() {
        var rollout = Rollout.first(ECOMMERCE, 2, "salt").challenged(7, 0.4, "s").asRevision(3);
        serve(rollout);
        IntStream.range(0, 50).forEach(n -> addCustomer("c" + n));

        var outcome = (Outcome.Rescored) rescore(NOON);

        assertThat(outcome.customers()).isEqualTo(50);
        assertThat(outcome.run().versions()).containsExactly(2, 7);
        assertThat(outcome.run().revision()).isEqualTo(3);
        assertThat(list())
                .hasSize(50)
                .allSatisfy(customer -> {
                    var rated = (Rating.Rated) customer.rating();
                    int arm = rollout.armFor(customer.id());
                    assertThat(rated.modelVersion()).isEqualTo(arm);
                    assertThat(rated.probability()).isEqualTo(arm / 10.0);
                    assertThat(rated.riskLevel()).isEqualTo(arm == 7 ? "high" : "low");
                    assertThat(rated.stage()).isEqualTo(arm == 7 ? "Staging" : "Production");
                    assertThat(rated.asOf()).isEqualTo(NOON);
                });
        assertThat(list().stream().map(one -> ((Rating.Rated) one.rating()).modelVersion()))
                .contains(2, 7);
        assertThat(log.predictions()).as("the base is no answer to a client").isEmpty();
    }

    @Test
    void lets_the_champion_score_what_a_challenger_fails_to() {
        serve(Rollout.first(ECOMMERCE, 2, "salt").challenged(9, 1, "s"));
        addCustomer("c1");

        rescore(NOON);

        assertThat(((Rating.Rated) list().getFirst().rating()).modelVersion()).isEqualTo(2);
    }

    @Test
    void counts_whom_the_contract_does_not_take_and_scores_the_others() {
        serve(Rollout.first(ECOMMERCE, 2, "salt"));
        addCustomer("c1");
        addCustomer("c".repeat(FeatureContract.MAX_IDENTIFIER_LENGTH));
        addCustomer("c".repeat(FeatureContract.MAX_IDENTIFIER_LENGTH + 1));
        addCustomer("c\u0007");
        give(SampleFacts.customer("old", "1800-01-01T00:00:00Z"));

        var outcome = (Outcome.Rescored) rescore(NOON);

        assertThat(outcome.customers()).isEqualTo(2);
        assertThat(outcome.refused()).isEqualTo(3);
        assertThat(list()).hasSize(2);
        assertThat(scores.newest("ecommerce").orElseThrow().refused()).isEqualTo(3);
    }

    @Test
    void scores_as_of_a_past_moment_beside_newer_scores() {
        serve(Rollout.first(ECOMMERCE, 2, "salt"));
        give(SampleFacts.customer("c1", "2026-01-01T00:00:00Z"));
        rescore(NOON);
        var past = Instant.parse("2025-12-31T00:00:00Z");

        var outcome = (Outcome.Rescored) rescore(past);

        assertThat(outcome.customers()).as("nobody was known then").isZero();
        assertThat(((Rating.Rated) list().getFirst().rating()).asOf()).isEqualTo(NOON);
    }

    @Test
    void does_nothing_without_a_model_or_while_another_run_goes_on() {
        addCustomer("c1");
        assertThat(rescore(NOON)).isEqualTo(new Outcome.NoModel("ecommerce"));
        assertThat(rescore.rescoreDue(PAUSE)).isEmpty();
        serve(Rollout.first(ECOMMERCE, 2, "salt"));
        scores.begin(
                new CustomerScores.Run(
                        world.ids.next(), ECOMMERCE, 1, List.of(2), NOON, 0, now.get()));

        assertThat(rescore(NOON)).isEqualTo(new Outcome.Busy("ecommerce"));
        assertThat(list()).isEmpty();
    }

    @Test
    void gives_its_place_up_when_it_is_interrupted_or_fails() {
        serve(Rollout.first(ECOMMERCE, 9, "salt"));
        addCustomer("c1");
        assertThatThrownBy(() -> rescore(NOON)).hasMessage("broken on purpose");

        serve(Rollout.first(ECOMMERCE, 2, "salt").asRevision(2));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> rescore(NOON)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).as("whoever runs the thread sees it").isTrue();
        assertThat(scores.newest("ecommerce")).isEmpty();

        assertThat(rescore(NOON)).isInstanceOf(Outcome.Rescored.class);
    }

    @Test
    void is_due_at_first_with_other_models_and_after_a_pause_with_other_facts_or_another_day() {
        serve(Rollout.first(ECOMMERCE, 2, "salt"));
        addCustomer("c1");
        assertThat(rescore.rescoreDue(PAUSE)).hasSize(1);
        assertThat(rescore.rescoreDue(PAUSE)).as("nothing has changed").isEmpty();

        now.set(NOON.plusSeconds(1));
        serve(Rollout.first(ECOMMERCE, 3, "salt").asRevision(2));
        assertThat(rescore.rescoreDue(PAUSE)).as("another model").hasSize(1);
        assertThat(((Rating.Rated) list().getFirst().rating()).modelVersion()).isEqualTo(3);

        addCustomer("c2");
        assertThat(rescore.rescoreDue(PAUSE)).as("a pause").isEmpty();
        now.set(NOON.plusSeconds(1).plus(PAUSE));
        assertThat(rescore.rescoreDue(PAUSE)).as("other facts").hasSize(1);
        now.set(NOON.plus(Duration.ofHours(11)));
        assertThat(rescore.rescoreDue(PAUSE)).as("the same facts").isEmpty();
        now.set(NOON.plus(Duration.ofHours(12)));
        assertThat(rescore.rescoreDue(PAUSE)).as("another day").hasSize(1);
    }

    @Test
    void takes_sets_of_customers_only() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Command(FeatureSet.RETURN_RISK, NOON));
    }

    private void addCustomer(String id) {
        give(SampleFacts.customer(id, "2025-01-01T00:00:00Z"));
    }

    private void give(Fact fact) {
        features.add(fact);
        scores.add(List.of(fact));
    }

    private Outcome rescore(Instant asOf) {
        return rescore.rescore(new Command(FeatureSet.ECOMMERCE, asOf));
    }

    private List<Customer> list() {
        return scores
                .list("ecommerce", CustomerScoreQueries.ANY_LEVEL, new Start.Skipping(0), 1_000)
                .stream()
                .filter(customer -> customer.rating() instanceof Rating.Rated)
                .toList();
    }

    private void serve(Rollout rollout) {
        shelf.put(rollout);
        models.refresh();
    }

    private ServedModels models() {
        world.contracts.register(ecommerce());
        for (int version = 1; version <= 9; version++) {
            shelf.give(version, new byte[] {(byte) version});
        }
        ModelLoader loader = artefact -> new ModelLoader.Outcome.Loaded(new Constant(artefact[0]));
        return new ServedModels(shelf, shelf, world.contracts, loader);
    }

    private static FeatureContract ecommerce() {
        var names =
                "total_orders total_spent avg_order_value days_since_last_order support_tickets"
                        + " product_returns email_engagement login_frequency payment_failures"
                        + " discount_usage loyalty_points account_age_days";
        var refused = new Feature.Missing.Refused();
        return new FeatureContract(
                ECOMMERCE,
                "A sample of ecommerce",
                "customer_id",
                new FeatureContract.Label("churned", "1", "0"),
                List.of(names.split(" ")).stream()
                        .map(name ->
                                new Feature.Numeric(name, "", 0, 10_000, false, refused, refused))
                        .collect(Collectors.toList()),
                new RiskPolicy(
                        List.of(new RiskPolicy.Band("low", 0), new RiskPolicy.Band("high", 0.6))),
                0.5,
                Advice.none(),
                List.of());
    }

    private record Constant(int version) implements CompiledModel {
        @Override
        public ContractId contract() {
            return ECOMMERCE;
        }

        @Override
        public double score(double[] features) {
            if (version == 9) {
                throw new IllegalStateException("broken on purpose");
            }
            return version / 10.0;
        }

        @Override
        public Explanation explain(double[] features) {
            return new Explanation(0, new double[features.length]);
        }
    }
}
