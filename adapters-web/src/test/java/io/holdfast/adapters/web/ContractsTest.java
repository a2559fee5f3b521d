package io.holdfast.adapters.web;

import static io.holdfast.adapters.web.testing.ContractClient.field;
import static io.holdfast.adapters.web.testing.ContractClient.part;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.models.SampleModels;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ContractsTest {

    private static final String CONTRACTS = "/api/v1/contracts";
    private static final String PROPOSALS = CONTRACTS + "/proposals";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer propose(byte[]... parts) {
        return server.asAdmin("POST", PROPOSALS).parts(parts).send();
    }

    private Answer register(String json) {
        return server.asAdmin("POST", CONTRACTS).json(json).send();
    }

    private Answer get(String path) {
        return server.client.get(path).key(TestServer.CLIENT_KEY).send();
    }

    private static byte[] file(byte[] content) {
        return part("file", "t.csv", content);
    }

    private static List<String> pointers(Answer answer) {
        return answer.json().path("errors").values().stream()
                .map(error -> error.path("pointer").asString())
                .toList();
    }

    @Test
    void shows_what_was_found_in_each_column_and_keeps_nothing() {
        var answer = SampleProposal.send(server.asAdmin("POST", PROPOSALS), "bank").send().json();

        assertThat(answer.path("rows").asInt()).isEqualTo(60);
        assertThat(answer.path("positives").asInt()).isEqualTo(20);
        assertThat(answer.path("contract").path("name").asString()).isEqualTo("bank");
        var columns = answer.path("columns").values().stream().toList();
        assertThat(columns)
                .extracting(column -> column.path("use").asString())
                .containsExactly("identifier", "number", "category", "left_out", "label");
        assertThat(columns.get(1).path("name").asString()).isEqualTo(SampleProposal.SQL);
        assertThat(columns.get(1).path("max").asDouble()).isEqualTo(12);
        assertThat(columns.get(2).path("blank_share").asDouble()).isEqualTo(0.2);
        assertThat(columns.get(2).path("categories").values().stream().map(JsonNode::asString))
                .containsExactly("basic", "gold");
        assertThat(columns.get(3).path("reason").asString()).startsWith("dates");
        assertThat(server.contracts.latest("bank")).isEmpty();
    }

    @Test
    void takes_what_is_said_and_infers_what_is_left_empty() {
        var answer =
                propose(
                        field("label", " left "),
                        field("positive", "No"),
                        field("identifier", ""),
                        file(SampleProposal.table(60)),
                        field("name", "bank"));

        var contract = answer.json().path("contract");
        assertThat(contract.path("label").path("positive").asString()).isEqualTo("No");
        assertThat(contract.path("identifier").asString()).isEqualTo("customer_id");
    }

    @Test
    void names_all_faults_of_a_proposal_at_once() {
        assertThat(
                        pointers(
                                propose(
                                        field("name", "My Bank"),
                                        field("label", "churn"),
                                        field("identifier", "nobody"),
                                        file(SampleProposal.table(12)))))
                .containsExactly("#/name", "#", "#/label", "#/identifier");
        assertThat(pointers(propose(file(SampleProposal.table(60)))))
                .containsExactly("#/name", "#/label");
    }

    @Test
    void refuses_a_form_with_faulty_parts() {
        var table = file(SampleProposal.table(60));
        var name = field("name", "bank");
        var label = field("label", "left");

        assertThat(pointers(propose(name, label))).containsExactly("#/file");
        assertThat(pointers(propose(name, name, label, table))).containsExactly("#/name");
        assertThat(pointers(propose(name, label, table, table))).containsExactly("#/file");
        assertThat(pointers(propose(name, label, table, field("other", "x"))))
                .containsExactly("#/other");
        assertThat(pointers(propose(name, field("label", "x".repeat(1_001)), table)))
                .containsExactly("#/label");
        assertThat(pointers(propose(name, part("label", "", new byte[] {-1}), table)))
                .containsExactly("#/label");
        assertThat(pointers(propose(name, field("label", "x".repeat(1_000)), table)))
                .containsExactly("#/label");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b\n1,2\n", "\"never ends"})
    void refuses_what_is_no_table_to_propose_from(String content) {
        var answer =
                propose(
                        field("name", "bank"),
                        field("label", "left"),
                        file(content.getBytes(UTF_8)));

        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void registers_a_contract_and_tells_where_it_is() {
        var first = register("{\"name\":\"bank\"}");
        var second = register("{\"name\":\"bank\",\"version\":2}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Location")).isEqualTo("/api/v1/contracts/bank?version=1");
        assertThat(second.json().path("version").asInt()).isEqualTo(2);
        assertThat(get(second.header("Location")).body()).isEqualTo(second.body());
        assertThat(get(CONTRACTS + "/bank").body()).isEqualTo(second.body());
        assertThat(get(CONTRACTS + "/bank?version=1").body()).isEqualTo(first.body());
        assertThat(get(CONTRACTS + "/bank?version=3").status()).isEqualTo(404);
    }

    @Test
    void answers_409_to_a_version_that_is_not_the_next_and_to_a_bundled_name() {
        register("{\"name\":\"bank\"}");

        for (var taken :
                List.of(
                        "{\"name\":\"bank\",\"version\":1}",
                        "{\"name\":\"bank\",\"version\":3}",
                        "{\"name\":\"telco\"}",
                        "{\"name\":\"telco\",\"version\":2}")) {
            var answer = register(taken);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json().path("code").asString()).isEqualTo("conflict");
        }
        assertThat(get(CONTRACTS + "/telco").json().path("version").asInt()).isEqualTo(1);
    }

    @Test
    void lists_the_contracts_a_page_at_a_time() {
        register("{\"name\":\"bank\"}");
        register("{\"name\":\"bank\"}");

        var first = get(CONTRACTS + "?limit=1").json();
        assertThat(first.path("total").asInt()).isEqualTo(6);
        assertThat(first.path("contracts").values()).hasSize(1);
        assertThat(first.path("contracts").path(0).path("name").asString()).isEqualTo("bank");
        assertThat(first.path("contracts").path(0).path("version").asInt()).isEqualTo(2);
        assertThat(get(CONTRACTS + "?offset=5").json().path("contracts").values()).hasSize(1);
        assertThat(get(CONTRACTS + "?limit=1001").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/Telco", "/telco%20", "/%27%3B--", "/..%2F..", "/telco%2Fpredict", "/%00"})
    void finds_nothing_under_names_that_nothing_has(String name) {
        // An escaped slash is a slash, and the path behind it answers to another method.
        assertThat(get(CONTRACTS + name).status()).isIn(400, 404, 405);
    }

    @Test
    void reads_a_name_that_is_percent_encoded() {
        assertThat(get(CONTRACTS + "/tel%63o").json().path("name").asString()).isEqualTo("telco");
    }

    @Test
    void scores_by_a_contract_of_ones_own_once_it_has_a_model() {
        var path = CONTRACTS + "/own/predict";
        var customer = "{\"id\":\"c1\",\"charge\":70,\"plan\":\"basic\",\"paperless\":true}";
        assertThat(post(path, customer).status()).isEqualTo(404);
        register("{\"name\":\"own\"}");
        assertThat(post(path, customer).status()).isEqualTo(503);

        server.registry.register(
                SampleContracts.tiny("own", 1).id(),
                SampleModels.trained(SampleView.all().size()),
                TestServer.START);
        server.models.refresh();
        var answer = post(path, customer).json();

        assertThat(answer.path("entity").asString()).isEqualTo("c1");
        assertThat(answer.path("probability").asDouble()).isBetween(0.0, 1.0);
        assertThat(answer.path("risk_level").asString()).isIn("Low", "High");
        assertThat(answer.path("model_version").asString()).isEqualTo("v1");
        assertThat(server.log.predictions()).hasSize(1);
        assertThat(answer.path("prediction_id").asString())
                .isEqualTo(server.log.predictions().getFirst().id().toString());
    }

    private Answer post(String path, String json) {
        return server.client.post(path).key(TestServer.CLIENT_KEY).json(json).send();
    }
}
