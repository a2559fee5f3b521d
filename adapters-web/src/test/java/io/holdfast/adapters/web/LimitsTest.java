package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.application.identity.LimitRequests;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may ask how often, and what is said of it. The clock stands still: nothing comes back.
class LimitsTest {

    private static final List<String> HEADERS =
            List.of(
                    "RateLimit-Policy",
                    "RateLimit",
                    "X-RateLimit-Limit",
                    "X-RateLimit-Remaining",
                    "X-RateLimit-Reset");

    private static final String STATUS = "/api/v1/models/status";

    private final TestServer server = TestServer.limited(LimitRequests.Limits.standard());

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer predict(String key) {
        return server.client
                .post("/api/v1/predict")
                .key(key)
                .json(EveryStatusTest.SUBSCRIBER)
                .send();
    }

    private Answer status(String key) {
        return server.client.get(STATUS).key(key).send();
    }

    private Answer signIn(String key) {
        return server.client
                .post("/token")
                .key(key)
                .form("username", "nobody.here", "password", "wrong")
                .send();
    }

    /// The answer after those that are let in.
    private static Answer afterwards(int times, int status, Supplier<Answer> request) {
        for (int i = 0; i < times; i++) {
            assertThat(request.get().status()).as("request %d", i).isEqualTo(status);
        }
        var refused = request.get();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("code").asString()).isEqualTo("too_many_requests");
        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
        return refused;
    }

    private static List<String> limits(Answer answer) {
        return HEADERS.stream().map(answer::header).toList();
    }

    private static void assertUncounted(Answer answer) {
        assertThat(limits(answer)).containsOnly("");
    }

    @Test
    void predictions_of_a_basic_key() {
        assertThat(limits(predict(TestServer.BASIC_KEY)))
                .containsExactly("\"predict\";q=10;w=60", "\"predict\";r=9;t=6", "10", "9", "6");

        var refused = afterwards(9, 200, () -> predict(TestServer.BASIC_KEY));

        assertThat(refused.header("Retry-After")).isEqualTo("6");
        assertThat(limits(refused))
                .containsExactly("\"predict\";q=10;w=60", "\"predict\";r=0;t=6", "10", "0", "6");
        assertThat(status(TestServer.BASIC_KEY).status()).isEqualTo(200);
        assertThat(predict(TestServer.PREMIUM_KEY).status()).isEqualTo(200);
    }

    @Test
    void predictions_of_a_premium_key() {
        var refused = afterwards(1_000, 200, () -> predict(TestServer.PREMIUM_KEY));

        assertThat(limits(refused))
                .containsExactly(
                        "\"predict\";q=1000;w=60", "\"predict\";r=0;t=1", "1000", "0", "1");
    }

    @Test
    void whatever_else_a_basic_key_asks() {
        var refused = afterwards(100, 200, () -> status(TestServer.BASIC_KEY));

        assertThat(limits(refused))
                .containsExactly(
                        "\"default\";q=100;w=3600", "\"default\";r=0;t=36", "100", "0", "36");
    }

    @Test
    void whatever_else_a_premium_key_asks() {
        var refused = afterwards(100, 200, () -> status(TestServer.PREMIUM_KEY));

        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"default\";q=100;w=60");
    }

    @Test
    void batches_of_a_key() {
        var refused =
                afterwards(
                        10,
                        422,
                        () ->
                                server.client
                                        .post("/api/v1/predict/batch")
                                        .key(TestServer.PREMIUM_KEY)
                                        .json("{}")
                                        .send());

        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"batch\";q=10;w=60");
    }

    @Test
    void batches_of_a_user_beside_what_his_address_may() {
        var refused =
                afterwards(
                        10,
                        422,
                        () ->
                                server.client
                                        .post("/api/v1/predict/batch")
                                        .bearer(server.agentToken)
                                        .json("{}")
                                        .send());

        assertThat(limits(refused))
                .containsExactly(
                        "\"address\";q=100;w=60, \"batch\";q=10;w=60",
                        "\"address\";r=89;t=7, \"batch\";r=0;t=6",
                        "10",
                        "0",
                        "6");
    }

    @Test
    void names_and_passwords_of_an_address_whatever_the_key() {
        var refused = afterwards(5, 401, () -> signIn(TestServer.BASIC_KEY));

        assertThat(limits(refused))
                .containsExactly("\"auth\";q=5;w=60", "\"auth\";r=0;t=12", "5", "0", "12");
        assertThat(signIn(TestServer.PREMIUM_KEY).status()).isEqualTo(429);
        assertThat(
                        server.client
                                .post("/register")
                                .key(TestServer.PREMIUM_KEY)
                                .json("{}")
                                .send()
                                .status())
                .isEqualTo(429);
    }

    @Test
    void nothing_limits_an_internal_key() {
        for (int i = 0; i < 120; i++) {
            assertUncounted(status(TestServer.CLIENT_KEY));
        }
        for (int i = 0; i < 20; i++) {
            assertUncounted(predict(TestServer.CLIENT_KEY));
        }
        for (int i = 0; i < 4; i++) {
            // Further failures are refused for the name's sake, which is another matter.
            assertUncounted(signIn(TestServer.CLIENT_KEY));
        }
    }

    @Test
    void requests_without_a_credential_count_by_their_address() {
        var refused = afterwards(100, 401, () -> server.client.get(STATUS).send());

        assertThat(limits(refused))
                .containsExactly("\"address\";q=100;w=60", "\"address\";r=0;t=1", "100", "0", "1");
        assertThat(server.client.get("/").send().status()).isEqualTo(429);
        assertThat(server.client.get(STATUS).bearer(server.agentToken).send().status())
                .isEqualTo(429);
    }

    @Test
    void what_is_open_counts_by_address_whatever_is_shown() {
        var refused =
                afterwards(
                        100, 200, () -> server.client.get("/").key(TestServer.CLIENT_KEY).send());

        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"address\";q=100;w=60");
    }

    @Test
    void users_without_a_key_count_by_their_address() {
        var refused =
                afterwards(
                        100, 200, () -> server.client.get(STATUS).bearer(server.agentToken).send());

        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"address\";q=100;w=60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-key", TestServer.EXPIRED_KEY})
    void a_key_that_is_refused_costs_its_address(String key) {
        assertThat(status(key).header("X-RateLimit-Remaining")).isEqualTo("99");

        afterwards(99, 403, () -> status(key));

        assertThat(server.client.get("/").send().status()).isEqualTo(429);
        assertThat(status(TestServer.BASIC_KEY).status()).isEqualTo(200);
    }

    @Test
    void a_key_that_does_not_open_the_route_costs_its_address() {
        var answer = server.client.get("/users").key(TestServer.BASIC_KEY).send();

        assertThat(answer.status()).isIn(401, 403);
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"address\";q=100;w=60");
    }

    @Test
    void guessed_tokens_cost_their_address_beside_a_good_key() {
        Supplier<Answer> guess =
                () ->
                        server.client
                                .get("/verify-session")
                                .key(TestServer.CLIENT_KEY)
                                .bearer("a.b.c")
                                .send();

        afterwards(100, 401, guess);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/v1/health", "/v2/health/live", "/v2/health/ready"})
    void probes_are_answered_at_any_time(String path) {
        afterwards(100, 200, () -> server.client.get("/").send());

        for (int i = 0; i < 3; i++) {
            var answer = server.client.get(path).send();
            assertThat(answer.status()).isEqualTo(200);
            assertUncounted(answer);
        }
        assertUncounted(server.client.get(path).key("wrong-key").send());
    }

    @Test
    void a_scraper_is_answered_at_any_time_and_a_wrong_one_is_not() {
        afterwards(100, 401, () -> scrape("wrong-token"));

        var answer = scrape(TestServer.SCRAPE_TOKEN);
        assertThat(answer.status()).isEqualTo(200);
        assertUncounted(answer);
        assertThat(server.client.get("/metrics").send().status()).isEqualTo(429);
    }

    private Answer scrape(String token) {
        return server.client.get("/metrics").bearer(token).send();
    }

    @Test
    void refusals_tell_what_is_left_too() {
        var missing =
                server.client
                        .get("/api/v1/contracts/telco?version=9")
                        .key(TestServer.BASIC_KEY)
                        .send();
        var invalid =
                server.client.post("/api/v1/predict").key(TestServer.BASIC_KEY).json("{}").send();

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header("RateLimit")).isEqualTo("\"default\";r=99;t=36");
        assertThat(invalid.status()).isEqualTo(422);
        assertThat(invalid.header("RateLimit")).isEqualTo("\"predict\";r=9;t=6");
    }

    @Test
    void pages_of_other_origins_may_read_what_is_left() {
        ContractClient.Call call =
                server.client.get("/").header("Origin", "https://console.example.com");

        assertThat(call.send().header("Access-Control-Expose-Headers").split(", "))
                .contains("Retry-After")
                .containsAll(HEADERS);
    }
}
