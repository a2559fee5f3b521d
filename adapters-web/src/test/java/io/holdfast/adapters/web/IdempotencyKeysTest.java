package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.domain.kernel.AtOnce;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A request that makes something, sent again under its idempotency key.
class IdempotencyKeysTest {

    private static final String BATCH =
            "{\"customers\":[%s]}".formatted(EveryStatusTest.SUBSCRIBER);
    private static final byte[] TABLE =
            "id,charge,plan,paperless,left\nc1,70,basic,1,Yes\n".getBytes(UTF_8);

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private ContractClient.Call batch(String key) {
        return server.client
                .post("/api/v1/batch-predict")
                .key(TestServer.CLIENT_KEY)
                .header("Idempotency-Key", key);
    }

    private ContractClient.Call register(String key, String username) {
        return server.client
                .post("/register")
                .key(TestServer.CLIENT_KEY)
                .header("Idempotency-Key", key)
                .json(
                        "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"agent\"}"
                                .formatted(username, TestServer.PASSWORD));
    }

    private static void assertReplay(Answer first, Answer again) {
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("X-Request-ID")).isNotEqualTo(first.header("X-Request-ID"));
    }

    @Test
    void is_done_once_and_answered_twice() {
        var first = batch("one").json(BATCH).send();
        var again = batch("one").json(BATCH).send();

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Location")).isNotEmpty();
        assertReplay(first, again);
        assertThat(server.batches.load().waiting()).isEqualTo(1);
    }

    @Test
    void without_a_key_it_is_done_each_time() {
        for (int i = 0; i < 2; i++) {
            server.client
                    .post("/api/v1/batch-predict")
                    .key(TestServer.CLIENT_KEY)
                    .json(BATCH)
                    .send();
        }

        assertThat(server.batches.load().waiting()).isEqualTo(2);
    }

    @Test
    void a_quoted_key_means_what_is_between_the_quotes() {
        var first = batch("\"a\\\"b\"").json(BATCH).send();

        assertReplay(first, batch("a\"b").json(BATCH).send());
    }

    @Test
    void another_payload_path_or_query_is_refused() {
        assertThat(batch("k").json(BATCH).send().status()).isEqualTo(202);

        var otherBody = batch("k").json(BATCH + " ").send();
        assertThat(otherBody.status()).isEqualTo(422);
        assertThat(otherBody.json().at("/errors/0/pointer").asString())
                .isEqualTo("#/header/Idempotency-Key");
        assertThat(register("k", "new.one").send().status()).isEqualTo(422);
        assertThat(server.batches.load().waiting()).isEqualTo(1);
    }

    @Test
    void two_callers_may_use_the_same_key() {
        var path = "/api/v1/batch-predict";
        var client = batch("k").json(BATCH).send();
        var user =
                server.client
                        .post(path)
                        .bearer(server.agentToken)
                        .header("Idempotency-Key", "k")
                        .json(BATCH)
                        .send();

        assertThat(user.status()).isEqualTo(202);
        assertThat(user.header("Location")).isNotEqualTo(client.header("Location"));
    }

    @Test
    void a_refusal_leaves_the_key_free() {
        assertThat(register("k", "!").send().status()).isEqualTo(422);
        assertThat(register("k", "admin.one").send().status()).isEqualTo(409);

        assertThat(register("k", "new.one").send().status()).isEqualTo(201);
        assertThat(register("k", "new.one").send().header("Idempotency-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void a_key_does_not_open_a_door() {
        assertThat(batch("k").json(BATCH).send().status()).isEqualTo(202);

        var stranger =
                server.client
                        .post("/api/v1/batch-predict")
                        .header("Idempotency-Key", "k")
                        .json(BATCH)
                        .send();
        assertThat(stranger.status()).isEqualTo(401);
    }

    @Test
    void a_form_is_the_same_whatever_boundary_its_client_makes_up() {
        var first = upload("AaB03x");
        var again = upload("another-boundary");

        assertThat(first.status()).isEqualTo(200);
        assertReplay(first, again);
    }

    private Answer upload(String boundary) {
        var form =
                "--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"t.csv\"\r\n\r\n%2$s\r\n--%1$s--\r\n"
                        .formatted(boundary, new String(TABLE, UTF_8));
        return server.asAdmin("POST", "/admin/upload_data")
                .header("Idempotency-Key", "k")
                .body("multipart/form-data; boundary=" + boundary, form.getBytes(UTF_8))
                .send();
    }

    @Test
    void while_somebody_is_at_it_one_may_try_again_soon() {
        var answer = batch(SampleKeptAnswers.AT_IT).json(BATCH).send();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void of_many_at_once_one_is_done() {
        AtOnce.call(8, _ -> batch("k").json(BATCH).send());

        assertThat(server.batches.load().waiting()).isEqualTo(1);
    }

    @Test
    void after_a_day_the_key_is_free() {
        batch("k").json(BATCH).send();
        server.now.set(TestServer.START.plus(Duration.ofDays(1)).plusSeconds(1));

        assertThat(batch("k").json(BATCH).send().header("Idempotency-Replayed")).isEmpty();
        assertThat(server.batches.load().waiting()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "a b", "\"a", "\"a\"b", "\"\\n\""})
    void refuses_what_is_no_key(String key) {
        assertThat(batch(key).json(BATCH).send().status()).isEqualTo(422);
    }

    @Test
    void refuses_a_key_that_is_too_long_and_two_keys() {
        assertThat(batch("k".repeat(255)).json(BATCH).send().status()).isEqualTo(202);
        assertThat(batch("k".repeat(256)).json(BATCH).send().status()).isEqualTo(422);
        // Whatever stands between us and the client may have seen another one: the connection ends.
        assertThat(batch("a").header("Idempotency-Key", "b").json(BATCH).send().status())
                .isEqualTo(400);
    }

    @Test
    void the_limit_of_the_route_holds_for_what_was_read_before() {
        var large = " ".repeat(16 * 1024 + 1);
        var answer =
                server.client
                        .post("/register")
                        .key(TestServer.CLIENT_KEY)
                        .header("Idempotency-Key", "k")
                        .json(large)
                        .send();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(batch("k").json(" ".repeat(2 * 1024 * 1024 + 1)).send().status()).isEqualTo(413);
    }

    @Test
    void where_nothing_is_made_the_header_says_nothing() {
        var call = server.client.get("/users").header("Idempotency-Key", "a b");

        assertThat(call.key(TestServer.CLIENT_KEY).bearer(server.adminToken).send().status())
                .isEqualTo(200);
    }
}
