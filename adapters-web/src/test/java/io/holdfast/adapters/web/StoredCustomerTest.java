package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.scoring.Prediction;
import io.holdfast.domain.scoring.SampleFacts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredCustomerTest {

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer risk(String id, String query) {
        var encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return server.client
                .get("/api/v1/customers/" + encoded + "/risk" + query)
                .key(TestServer.CLIENT_KEY)
                .send();
    }

    @Test
    void answers_as_if_the_features_had_been_sent() {
        server.storedScores.addBuyer("17");

        var answer = risk("17", "");
        var sent =
                server.client
                        .post("/api/v1/predict/churn")
                        .key(TestServer.CLIENT_KEY)
                        .json("{\"customer_id\":\"17\",\"recency\":90,\"monetary\":5}")
                        .send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().propertyNames()).isEqualTo(sent.json().propertyNames());
        for (var name : sent.json().propertyNames()) {
            if (!name.equals("prediction_id")) {
                assertThat(answer.json().path(name)).as(name).isEqualTo(sent.json().path(name));
            }
        }
        assertThat(server.log.predictions())
                .extracting(Prediction::entity)
                .containsExactly("17", "17");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-14, Win back after 9 days.",
        "2025-10-14T03:04:05Z, Win back after 10 days.",
        "2025-10-14T01:04:05-02:00, Win back after 10 days.",
        "2026-01-02, Win back after 89 days.",
        "2026-01-02T03:04:05Z, Win back after 90 days."
    })
    void counts_to_the_date_or_moment_that_is_asked_for(String asOf, String advice) {
        server.storedScores.addBuyer("17");

        var answer = risk("17", "?as_of=" + asOf).json();

        // The risk is high from 54 days on.
        assertThat(answer.path("recommendation").asString())
                .isEqualTo(asOf.startsWith("2025") ? "Go on." : advice);
        var recency = Double.parseDouble(advice.replaceAll("\\D", ""));
        assertThat(server.log.predictions().getFirst().features().at(0)).isEqualTo(recency);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-03",
                "2026-01-02T03:04:06Z",
                "9999-12-31",
                "1969-12-31",
                "2025-02-29",
                "2025-10-14T03:04:05",
                "",
                "now",
                "+999999999-12-31",
                "2025-10-14&as_of=2025-10-15"
            })
    void refuses_a_time_that_is_none_or_not_yet_come(String asOf) {
        server.storedScores.addBuyer("17");

        var answer = risk("17", "?as_of=" + asOf.replace("+", "%2B"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("#/query/as_of");
        assertThat(server.log.predictions()).isEmpty();
    }

    @Test
    void names_every_fault() {
        var answer = risk("a\tb", "?as_of=never&limit=1");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("#/path/id", "#/query/as_of", "#/query/limit");
    }

    @Test
    void has_no_score_without_a_completed_order_before() {
        server.storedScores.addBuyer("17");
        server.storedScores.features.add(
                SampleFacts.stranger("new"),
                SampleFacts.order("o2", "new", "2025-10-04T00:00:00Z", "5", "cancelled"));

        assertThat(risk("nobody", "").status()).isEqualTo(404);
        assertThat(risk("new", "").status()).isEqualTo(404);
        assertThat(risk("17", "?as_of=2025-10-04T03:04:05Z").status()).isEqualTo(404);
        assertThat(risk("17", "?as_of=2025-10-04").json().path("detail").asString())
                .isEqualTo(
                        "no completed order of customer \"17\" is stored before"
                                + " 2025-10-04T00:00:00Z");
        assertThat(risk("17", "?as_of=2025-10-04T03:04:06Z").status()).isEqualTo(200);
        assertThat(server.log.predictions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "c1/risk", "x' OR '1'='1", "Jürgen Ø 客户", "a b+c?d=e#f&g;h"})
    void finds_a_customer_by_whatever_id(String id) {
        server.storedScores.addBuyer(id);

        assertThat(risk(id, "").json().path("customer_id").asString()).isEqualTo(id);
    }

    /// Facts take longer ids than contracts do.
    @Test
    void refuses_a_stored_id_that_the_contract_does_not_take() {
        var longest = "a".repeat(100);
        server.storedScores.addBuyer(longest);
        server.storedScores.addBuyer(longest + "b");
        server.storedScores.addBuyer("c".repeat(200));

        assertThat(risk(longest, "").status()).isEqualTo(200);
        for (var id : new String[] {longest + "b", "c".repeat(200)}) {
            var answer = risk(id, "");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                    .containsExactly("#/path/id");
        }
        assertThat(risk("d".repeat(200), "").status()).isEqualTo(404);
        assertThat(risk("d".repeat(201), "").status()).isEqualTo(422);
    }

    @Test
    void tells_what_is_wrong_with_what_is_stored() {
        server.storedScores.features.add(
                SampleFacts.stranger("debtor"),
                SampleFacts.order("o1", "debtor", "2025-10-04T00:00:00Z", "-5"));

        var answer = risk("debtor", "");

        assertThat(answer.status()).isEqualTo(422);
        var fault = answer.json().path("errors").get(0);
        assertThat(fault.path("pointer").asString()).isEqualTo("#/monetary");
        assertThat(fault.path("detail").asString()).startsWith("as stored, it must be");
    }

    @Test
    void answers_nothing_that_the_log_does_not_take() {
        server.storedScores.addBuyer("17");
        server.log.overload(true);

        var answer = risk("17", "");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void takes_the_time_from_the_clock() {
        server.storedScores.addBuyer("17");
        server.now.set(Instant.parse("2026-01-12T03:04:05Z"));

        assertThat(risk("17", "").json().path("recommendation").asString())
                .isEqualTo("Win back after 100 days.");
    }
}
