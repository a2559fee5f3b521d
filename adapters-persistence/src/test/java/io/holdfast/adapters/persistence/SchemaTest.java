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

    private static String version(int number) {
        return "INSERT INTO model_versions VALUES ('telco', %d, 1, 'a', '{}', '[]', 1, 'd', 'a', now())"
                .formatted(number);
    }

    private static String rollout(int champion) {
        return """
        INSERT INTO rollouts
        VALUES ('telco', 1, %d, '[]', '{}', 'salt', '{"kind": "MANUAL"}', 1, now())
        """
                .formatted(champion);
    }

    private static String deployment(int revision) {
        return """
        INSERT INTO deployments VALUES (gen_random_uuid(), 'telco', %1$d, 'SWITCHED', NULL,
            '{"contract": "telco", "revision": %1$d}', 'ada', 'because', now())
        """
                .formatted(revision);
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
    void a_version_of_an_unknown_contract() {
        assertRefused(version(1).replace("telco", "bank"), "foreign key");
    }

    @Test
    void a_rollout_of_a_version_that_is_not_there() {
        database.execute(version(1));
        database.execute(rollout(1));

        assertRefused("UPDATE rollouts SET champion = 2", "foreign key");
    }

    @Test
    void a_steering_it_does_not_know() {
        database.execute(version(1));

        assertRefused(rollout(1).replace("MANUAL", "ORACLE"), "rollouts_steering_known");
        assertRefused(rollout(1).replace("kind", "k"), "rollouts_steering_known");
    }

    @Test
    void a_change_or_an_end_of_what_is_in_the_ledger() {
        database.execute(deployment(1));

        assertRefused("UPDATE deployments SET reason = 'another'", "never changed or deleted");
        assertRefused("DELETE FROM deployments", "never changed or deleted");
    }

    @Test
    void two_changes_to_one_revision() {
        database.execute(deployment(1));

        assertRefused(deployment(1), "deployments_revision_unique");
        assertRefused(deployment(2).replaceFirst("telco", "bank"), "deployments_to_names_itself");
    }

    @Test
    void an_experiment_that_ended_without_a_reason() {
        assertRefused(
                """
                INSERT INTO experiments VALUES (gen_random_uuid(), 'e', 'telco', '[]', 'BRIER',
                    'ada', now(), now(), now(), NULL)
                """,
                "experiments_ended_whole");
    }

    @Test
    void a_kept_answer_that_nobody_could_be_given() {
        var answer =
                """
                INSERT INTO kept_answers VALUES ('user:1', '%s', '%s', %d, '', '', '{%s}', '{}', now())
                """;
        var digest = "0".repeat(64);

        assertRefused(answer.formatted("k", digest, 409, ""), "kept_answers_only_successes");
        assertRefused(answer.formatted("", digest, 201, ""), "kept_answers_key_length");
        assertRefused(answer.formatted("k", "0", 201, ""), "kept_answers_payload_digest");
        assertRefused(answer.formatted("k", digest, 201, "Location"), "kept_answers_headers_whole");
    }

    @Test
    void a_fall_back_from_no_version() {
        assertRefused(
                prediction("0.5", "1").replace("'r')", "'r', 0)"),
                "predictions_fell_back_from_counts");
    }

    @Test
    void a_fall_back_from_no_version_in_a_partition_made_later() {
        database.execute("SELECT add_predictions_partition('2033-01-15')");

        assertRefused(
                prediction("0.5", "1").replace("now()", "'2033-01-20'").replace("'r')", "'r', 0)"),
                "predictions_fell_back_from_counts");
    }

    @Test
    void rows_move_into_a_later_partition_with_every_column() {
        database.execute(
                prediction("0.5", "1").replace("now()", "'2034-01-20'").replace("'r')", "'r', 7)"));
        database.execute("SELECT add_predictions_partition('2034-01-15')");

        database.execute(
                "SELECT 1 / count(*) FROM predictions_2034_01"
                        + " WHERE fell_back_from = 7 AND request_id = 'r'");
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

    private static String key(String sha256, String scopes) {
        return """
        INSERT INTO api_keys (id, client, sha256, scopes, tier, networks, created_at)
        VALUES (gen_random_uuid(), 'shop', '%s', '%s', 'BASIC', '{}', now())
        """
                .formatted(sha256, scopes);
    }

    @Test
    void a_digest_that_is_none() {
        assertRefused(key("secret", "{PREDICT}"), "api_keys_sha256_form");
    }

    @Test
    void a_scope_that_was_replaced_by_finer_ones() {
        assertRefused(key("%064x".formatted(1), "{CLIENT}"), "api_keys_scopes_known");
    }

    private static String user(String credential, String values) {
        return """
        INSERT INTO users (id, username, username_folded, role, approved, locked, created_at,
            revision, credential, password_hash, password_until, issuer, subject)
        VALUES (gen_random_uuid(), 'ada', 'ada', 'AGENT', true, false, now(), 0, '%s', %s)
        """
                .formatted(credential, values);
    }

    @Test
    void a_credential_that_is_not_whole_or_two_of_them() {
        var constraint = "users_credential_whole";
        assertRefused(user("CHOSEN", "NULL, NULL, NULL, NULL"), constraint);
        assertRefused(user("CHOSEN", "'$argon2id$', now(), NULL, NULL"), constraint);
        assertRefused(user("TEMPORARY", "'$argon2id$', NULL, NULL, NULL"), constraint);
        assertRefused(user("EXTERNAL", "NULL, NULL, 'https://id', NULL"), constraint);
        assertRefused(user("EXTERNAL", "'$argon2id$', NULL, 'https://id', '42'"), constraint);
        assertRefused(user("GUESSED", "NULL, NULL, NULL, NULL"), constraint);
    }

    @Test
    void a_session_of_nobody() {
        assertRefused(
                """
                INSERT INTO sessions VALUES (gen_random_uuid(), gen_random_uuid(), now(),
                    now() + interval '1 h', NULL, '192.0.2.7', '')
                """,
                "foreign key");
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
