package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelQueries;
import io.holdfast.domain.models.ModelVersion;
import io.holdfast.domain.models.SampleCards;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The card of a version, as JSON and as a page.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelCardTest {

    private static final String PATH = "/api/v1/models/v1/card";
    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private Answer get(String path) {
        return server.client.get(path).key(TestServer.CLIENT_KEY).send();
    }

    private Answer get(String path, String accept) {
        return server.client.get(path).key(TestServer.CLIENT_KEY).header("Accept", accept).send();
    }

    private static boolean isPage(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.header("Content-Type").equals("text/html; charset=utf-8");
    }

    @Test
    void tells_what_is_known_of_the_version() {
        var card = get(PATH).json();

        assertThat(card.at("/contract").stringValue()).isEqualTo("subscription");
        assertThat(card.at("/model_version").stringValue()).isEqualTo("v1");
        assertThat(card.at("/created_at").stringValue()).isEqualTo(TestServer.START.toString());
        assertThat(card.at("/seed").stringValue()).isEqualTo("9223372036854775806");
        assertThat(card.at("/split/kind").stringValue()).isEqualTo("cross-validation");
        assertThat(card.at("/metrics/roc_auc/low").doubleValue())
                .isLessThan(card.at("/metrics/roc_auc/estimate").doubleValue());
        assertThat(card.at("/features/0/name").stringValue()).isEqualTo("a<b>\"&'c");
        assertThat(card.at("/costs/missed").doubleValue()).isEqualTo(5);
        assertThat(card.at("/cheapest_threshold").doubleValue()).isEqualTo(0.1);
        assertThat(card.at("/thresholds/1/cost").doubleValue()).isEqualTo(0.6);
        assertThat(card.at("/thresholds/1/flagged_share").doubleValue()).isEqualTo(0.4);
    }

    @Test
    void has_null_for_what_cannot_be_told() {
        var card = get(PATH).json();

        assertThat(card.at("/thresholds/2/precision").isNull()).isTrue();
        assertThat(card.at("/candidates/1/pr_auc").isNull()).isTrue();
    }

    @Test
    void finds_a_version_with_and_without_the_letter_and_of_any_contract() {
        assertThat(get("/api/v1/models/1/card").text()).isEqualTo(get(PATH).text());
        assertThat(get(PATH + "?contract=telco").json().at("/contract").stringValue())
                .isEqualTo("telco");
    }

    @Test
    void is_a_page_for_a_browser_and_json_for_whoever_takes_anything() {
        assertThat(isPage(get(PATH, BROWSER))).isTrue();
        assertThat(isPage(get(PATH, "text/*"))).isTrue();
        assertThat(isPage(get(PATH))).isFalse();
        assertThat(isPage(get(PATH, "*/*"))).isFalse();
        assertThat(isPage(get(PATH, "application/json, text/html;q=0.9"))).isFalse();
        assertThat(isPage(get(PATH, "text/html;q=0"))).isFalse();
        assertThat(isPage(get(PATH, "text/html;q=rubbish,,;"))).isFalse();
        assertThat(isPage(get(PATH, "image/png"))).isFalse();
    }

    @Test
    void does_what_the_format_says_whatever_the_header_says() {
        assertThat(isPage(get(PATH + "?format=html", "application/json"))).isTrue();
        assertThat(isPage(get(PATH + "?format=json", BROWSER))).isFalse();
    }

    @Test
    void escapes_every_name_in_the_page() {
        var page = get(PATH + "?format=html").text();

        assertThat(page)
                .contains("a&lt;b&gt;&quot;&amp;&#39;c", "gold, &quot;old&quot;")
                .doesNotContain("a<b>")
                .doesNotContain("NaN");
    }

    @Test
    void shows_every_picture_without_script_or_anything_from_elsewhere() {
        var page = get(PATH + "?format=html").text();

        assertThat(page)
                .contains("ROC curve", "Precision and recall", "Calibration", "Cost by threshold")
                .contains("Importance of features", "Rows in each bin")
                .doesNotContain("<script", "style=", "href=", "src=", "url(", "@import");
        assertThat(page.split("<svg", -1)).hasSizeGreaterThan(7);
    }

    /// A page is well formed when each element that is opened is closed in order.
    @Test
    void closes_what_it_opens() {
        var page = get(PATH + "?format=html").text().replaceAll("(?s)<style>.*?</style>", "");
        var open = new ArrayDeque<String>();
        var tags = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(page);
        while (tags.find()) {
            if (tags.group(2).equals("meta")) {
                continue;
            }
            if (tags.group(1).isEmpty()) {
                open.push(tags.group(2));
            } else {
                assertThat(open.pop()).isEqualTo(tags.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void lets_in_its_own_style_and_nothing_else() throws Exception {
        var answer = get(PATH + "?format=html");
        var style = answer.text().replaceAll("(?s).*<style>(.*)</style>.*", "$1");
        var digest =
                MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none';")
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "v", "0", "v0", "-1", "1.5", "v1234567890", "latest", "V1", "%20"})
    void refuses_a_version_that_is_none(String version) {
        var answer = get("/api/v1/models/" + version + "/card");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/pointer").stringValue()).isEqualTo("#/path/version");
    }

    @Test
    void names_every_fault_of_a_bad_query() {
        var answer = get("/api/v1/models/x/card?contract=Telco!&format=pdf");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors"))
                .extracting(error -> error.path("pointer").stringValue())
                .containsExactly("#/path/version", "#/query/contract", "#/query/format");
    }

    @ParameterizedTest
    @CsvSource({"v2, subscription", "v1, unheard-of"})
    void knows_nothing_of_what_there_is_not(String version, String contract) {
        var answer = get("/api/v1/models/" + version + "/card?contract=" + contract);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").stringValue())
                .isEqualTo("there is no version " + version.substring(1) + " of " + contract);
    }

    @Test
    void says_so_when_a_version_is_older_than_cards() {
        var without = versionsWith(_ -> Optional.empty());
        try (var older = TestServer.withVersions(without)) {
            var answer = older.client.get(PATH).key(TestServer.CLIENT_KEY).send();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().path("detail").stringValue())
                    .isEqualTo("version 1 of subscription was trained before cards were kept");
        }
    }

    @Test
    void says_from_when_on_it_was_measured_out_of_time() {
        var split = new ModelCard.Split.OutOfTime(Instant.parse("2026-03-01T00:00:00Z"), 40, 5);
        var timed = versionsWith(card -> card.map(each -> SampleCards.with(each, split)));
        try (var other = TestServer.withVersions(timed)) {
            var call = other.client.get(PATH).key(TestServer.CLIENT_KEY);
            var json = call.send().json();
            var page = call.header("Accept", "text/html").send().text();

            assertThat(json.at("/split/kind").stringValue()).isEqualTo("out-of-time");
            assertThat(json.at("/split/from").stringValue()).isEqualTo("2026-03-01T00:00:00Z");
            assertThat(json.at("/split/judged_rows").intValue()).isEqualTo(40);
            assertThat(page).contains("out-of-time from 2026-03-01T00:00:00Z");
        }
    }

    /// The server's versions, with other cards.
    private ModelQueries versionsWith(UnaryOperator<Optional<ModelCard>> change) {
        return new ModelQueries() {
            @Override
            public Optional<ModelVersion> find(String contractName, int number) {
                return server.registry.find(contractName, number);
            }

            @Override
            public Optional<ModelCard> card(String contractName, int number) {
                return change.apply(server.registry.card(contractName, number));
            }
        };
    }
}
