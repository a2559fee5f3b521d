package io.holdfast.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the database refuses, whatever the program does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SchemaTest {

    private final TestDatabase database = TestDatabase.migrated();

    @BeforeEach
    void clear() {
        database.clear();
        database.execute(
                """
                INSERT INTO feature_contracts (name, version, definition)
                VALUES ('telco', 1, '{"name": "telco", "version": 1}')
                """);
    }

    @AfterAll
    void close() {
        database.close();
    }

    private static String version(int number, String stage) {
        return "INSERT INTO model_versions VALUES ('telco', %d, 1, '%s', 'a', '{}', '[]', 1, 'd', 'a', now())"
                .formatted(number, stage);
    }

    private static String prediction(String probability, String latencyMicros) {
        return """
        INSERT INTO predictions VALUES (gen_random_uuid(), now(), 'telco', 1, 1, 'PRODUCTION',
            'c', '[]', %s, true, 'Low', %s, 'r')
        """
                .formatted(probability, latencyMicros);
    }

    private void assertRefused(String sql, String constraint) {
        assertThatThrownBy(() -> database.execute(sql))
                .rootCause()
                .hasMessageContaining(constraint);
    }

    @Test
    void a_second_production_version() {
        database.execute(version(1, "PRODUCTION"));
        database.execute(version(2, "STAGING"));

        assertRefused(version(3, "PRODUCTION"), "model_versions_one_production");
        assertRefused(
                "UPDATE model_versions SET stage = 'PRODUCTION' WHERE number = 2",
                "model_versions_one_production");
    }

    @Test
    void a_stage_it_does_not_know() {
        assertRefused(version(1, "Production"), "model_versions_stage_known");
    }

    @Test
    void a_version_of_an_unknown_contract() {
        assertRefused(version(1, "STAGING").replace("telco", "bank"), "foreign key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0000001", "-0.1", "'NaN'", "'Infinity'"})
    void a_probability_that_is_none(String probability) {
        assertRefused(prediction(probability, "1"), "predictions_probability_range");
    }

    @Test
    void a_negative_latency() {
        assertRefused(prediction("0.5", "-1"), "predictions_latency_micros_counts");
    }

    @Test
    void a_digest_that_is_none() {
        assertRefused(
                """
                INSERT INTO api_keys VALUES (gen_random_uuid(), 'shop', 'secret', '{CLIENT}',
                    'BASIC', now(), NULL)
                """,
                "api_keys_sha256_form");
    }

    @Test
    void a_definition_that_belongs_to_another_contract() {
        assertRefused(
                """
                INSERT INTO feature_contracts (name, version, definition)
                VALUES ('bank', 1, '{"name": "telco", "version": 1}')
                """,
                "feature_contracts_definition_names_itself");
    }

    @Test
    void nodes_that_make_partitions_at_once_do_not_disturb_each_other() {
        AtOnce.call(
                4,
                _ -> {
                    database.execute("SELECT add_predictions_partitions('2031-11-15', 3)");
                    return true;
                });

        database.execute("SELECT 1 FROM predictions_2031_11, predictions_2032_02");
    }
}
