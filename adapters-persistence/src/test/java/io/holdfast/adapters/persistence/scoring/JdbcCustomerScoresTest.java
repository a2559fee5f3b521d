package io.holdfast.adapters.persistence.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.scoring.CustomerScoreQueries;
import io.holdfast.domain.scoring.CustomerScores;
import io.holdfast.domain.scoring.CustomerScoresContract;
import io.holdfast.domain.scoring.DashboardQueries;
import io.holdfast.domain.scoring.InferenceLog;
import io.holdfast.domain.scoring.SampleFacts;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcCustomerScoresTest implements CustomerScoresContract {

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
        adapter.featureContracts().register(SampleContracts.tiny("tiny", 1));
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public CustomerScores scores() {
        return adapter.storedScores().scores();
    }

    @Override
    public CustomerScoreQueries queries() {
        return adapter.storedScores().queries();
    }

    @Override
    public DashboardQueries dashboard() {
        return adapter.storedScores().dashboard();
    }

    @Override
    public InferenceLog log() {
        return adapter.inferenceLog();
    }

    @Override
    public void given(List<Fact> facts) {
        adapter.transactions()
                .run(() -> {
                    var load = adapter.facts().loads().begin("test");
                    facts.forEach(load::add);
                    load.finish();
                });
    }

    @Override
    public void forget(String customer) {
        database.execute("DELETE FROM customers WHERE customer_id = '%s'".formatted(customer));
    }

    @Test
    void counts_changes_of_facts() {
        long before = scores().factChanges();
        given(List.of(SampleFacts.stranger("c1")));

        Awaitility.await().until(() -> scores().factChanges() > before);
    }

    @Test
    void takes_scores_away_with_the_customer() {
        given(List.of(SampleFacts.stranger("c1")));
        var run = CustomerScoresContract.run(1, NOW);
        scores().begin(run);
        scores().add(run, List.of(CustomerScoresContract.score("c1", 0.7)), 0, NOW);
        var kept =
                adapter.personalData().stream()
                        .filter(data -> data.name().equals("customer_scores"))
                        .findFirst()
                        .orElseThrow();
        var person = new Person.Customer("c1");

        assertThat(kept.export(person, 9).rows().getFirst())
                .containsEntry("risk_level", "High")
                .containsEntry("features", "[29.85, 1, null]");
        adapter.transactions()
                .run(() -> adapter.personalData().forEach(data -> data.erase(person, "pseudonym")));

        assertThat(kept.export(person, 9).total()).isZero();
        assertThat(queries().find("tiny", "c1")).isEmpty();
        scores().add(run, List.of(CustomerScoresContract.score("c1", 0.7)), 0, NOW);
        assertThat(queries().count("tiny", "High")).as("no run brings it back").isZero();
    }

    @Test
    void forgets_old_runs_with_what_they_came_to() {
        given(List.of(SampleFacts.stranger("c1")));
        var run = CustomerScoresContract.run(1, NOW);
        scores().begin(run);
        scores().add(run, List.of(CustomerScoresContract.score("c1", 0.7)), 0, NOW);
        var retained = adapter.retention().scoreRuns();
        assertThat(retained.forget(NOW.plusSeconds(9), 10)).as("it is not over").isZero();
        scores().finish(run, NOW);

        assertThat(retained.forget(NOW, 10)).isZero();
        assertThat(retained.forget(NOW.plusSeconds(1), 10)).isEqualTo(1);

        assertThat(scores().newest("tiny")).isEmpty();
        assertThat(dashboard().stats("tiny").highRisk()).isZero();
        assertThat(queries().count("tiny", "High")).isEqualTo(1);
    }

    /// Pages are read in the order of an index, whatever the base's size.
    @Test
    void sorts_no_base_for_a_page() throws SQLException {
        var ids = IntStream.range(0, 8_000).mapToObj(n -> "c" + n).toList();
        given(ids.stream().map(SampleFacts::stranger).toList());
        var run = CustomerScoresContract.run(1, NOW);
        scores().begin(run);
        scores().add(
                        run,
                        IntStream.range(0, ids.size())
                                .mapToObj(
                                        n -> CustomerScoresContract.score(ids.get(n), n / 8_000.0))
                                .toList(),
                        0,
                        NOW);
        database.execute("ANALYZE");

        assertThat(plan("")).contains("customer_scores_riskiest").doesNotContain("Sort");
        assertThat(plan("AND s.risk_level = 'High'"))
                .contains("customer_scores_by_level")
                .doesNotContain("Sort");
        assertThat(
                        plan(
                                "AND s.probability <= 0.5 AND (s.probability < 0.5 OR s.customer_id > 'c')"))
                .contains("customer_scores_riskiest", "Index Cond: ", "probability <=")
                .doesNotContain("Sort");
    }

    private String plan(String condition) throws SQLException {
        try (var connection = database.connect();
                var explain =
                        connection.prepareStatement(
                                """
                                EXPLAIN SELECT * FROM customer_scores s
                                JOIN customers c ON c.customer_id = s.customer_id
                                WHERE s.contract_name = 'tiny' %s
                                ORDER BY s.probability DESC, s.customer_id LIMIT 50
                                """
                                        .formatted(condition));
                var rows = explain.executeQuery()) {
            var plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }
}
