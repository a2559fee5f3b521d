package io.holdfast.adapters.persistence.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.models.ContractJson.Outcome;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.SampleContracts;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContractJsonTest {

    private static final String GOOD =
            """
            {"name": "tiny", "version": 1, "title": "Tiny", "identifier": "id",
             "label": {"column": "left", "positive": "Yes", "negative": "No"},
             "features": [{"type": "number", "name": "age", "min": 0, "blank": {"constant": 1}}],
             "riskBands": [{"name": "Low", "from": 0}], "decisionThreshold": 0.5}
            """;

    private final ContractJson json = new ContractJson();

    private List<Violation> faults(String text) {
        assertThat(json.parse(text)).isInstanceOf(Outcome.Invalid.class);
        return ((Outcome.Invalid) json.parse(text)).violations();
    }

    private void assertFault(String change, String by, String pointer) {
        assertThat(GOOD).contains(change);
        assertThat(faults(GOOD.replace(change, by)))
                .extracting(Violation::pointer)
                .containsExactly(pointer);
    }

    @Test
    void what_is_written_reads_back_the_same() {
        var contract = SampleContracts.tiny("tiny", 7);

        assertThat(json.read(json.write(contract))).isEqualTo(contract);
    }

    @Test
    void what_is_left_out_has_its_documented_meaning() {
        var contract = json.read(GOOD);

        assertThat(contract.features())
                .containsExactly(
                        new Feature.Numeric(
                                "age",
                                "",
                                0,
                                Double.MAX_VALUE,
                                false,
                                new Feature.Missing.Refused(),
                                new Feature.Missing.Constant(1)));
    }

    @Test
    void names_what_is_wrong_and_where() {
        assertFault("\"version\": 1", "\"version\": \"1\"", "#/version");
        assertFault("\"version\": 1", "\"version\": 1.5", "#/version");
        assertFault("\"title\": \"Tiny\", ", "", "#/title");
        assertFault("Tiny\"", "Ti\\u0000ny\"", "#/title");
        assertFault("\"positive\": \"Yes\"", "\"positive\": true", "#/label/positive");
        assertFault("\"min\": 0", "\"min\": \"0\"", "#/features/0/min");
        assertFault("\"min\": 0", "\"min\": 0, \"mx\": 9", "#/features/0");
        assertFault("\"min\": 0", "\"min\": 9, \"max\": 1", "#/features/0");
        assertFault("\"type\": \"number\"", "\"type\": \"date\"", "#/features/0");
        assertFault("{\"constant\": 1}", "\"zero\"", "#/features/0");
        assertFault("{\"constant\": 1}", "{\"constant\": \"1\"}", "#/features/0/blank/constant");
        assertFault("\"from\": 0", "\"from\": 0.1", "#/riskBands");
        assertFault("\"decisionThreshold\": 0.5", "\"decisionThreshold\": 1", "#");
        assertFault("\"name\": \"tiny\"", "\"name\": \"Tiny!\"", "#/name");
        assertFault("\"name\": \"age\"", "\"name\": \"id\"", "#");
    }

    @Test
    void names_all_faults_at_once() {
        assertThat(faults("{\"name\": 5, \"extra\": 1}"))
                .extracting(Violation::pointer)
                .contains("#", "#/name", "#/title", "#/label", "#/features");
    }

    @Test
    void refuses_what_is_json_and_no_object() {
        for (var text : List.of("[]", "null", "\"x\"", "7")) {
            assertThat(faults(text)).isNotEmpty();
        }
    }

    @Test
    void tells_where_a_text_stops_being_json() {
        var twice = GOOD.replace("\"version\": 1", "\"version\": 1, \"version\": 2");
        for (var text : List.of("nonsense", "{", GOOD + "{}", twice, "[".repeat(100_000))) {
            assertThat(json.parse(text))
                    .isInstanceOfSatisfying(
                            Outcome.NotJson.class,
                            not -> assertThat(not.reason()).startsWith("is not valid JSON"));
        }
        assertThat(json.parse("")).isEqualTo(new Outcome.NotJson("is empty"));
    }

    @Test
    void tells_that_the_version_was_left_out() {
        assertThat(json.parse(GOOD.replace("\"version\": 1, ", "")))
                .isEqualTo(new Outcome.Versionless(json.read(GOOD)));
    }

    @Test
    void refuses_texts_that_the_database_cannot_keep() {
        assertFault("Tiny\"", "Ti\\ud800ny\"", "#/title");
        assertFault("\"age\"", "\"\\udc00age\"", "#/features/0/name");
        assertThat(json.parse(GOOD.replace("Tiny\"", "Ti\\ud83d\\udeb2ny\"")))
                .isInstanceOf(Outcome.Parsed.class);
    }

    @Test
    void keeps_names_that_look_like_something_else() {
        var sql = "\"; DROP TABLE users; --";
        var contract = SampleContracts.ignoring(SampleContracts.tiny("tiny", 1), sql, "", "a/b~");

        assertThat(json.read(json.write(contract))).isEqualTo(contract);
    }

    @Test
    void refuses_more_rules_of_advice_than_there_may_be() {
        var rule = "{\"text\": \"Call.\"}";
        var advice =
                GOOD.replace(
                        "\"decisionThreshold\"",
                        "\"advice\": {\"choice\": \"all\", \"rules\": [%s]}, \"decisionThreshold\"");
        var most = String.join(",", Collections.nCopies(100, rule));

        assertThat(json.parse(advice.formatted(most))).isInstanceOf(Outcome.Parsed.class);
        assertThat(faults(advice.formatted(most + "," + rule)))
                .extracting(Violation::pointer)
                .containsExactly("#/advice");
    }

    @Test
    void refuses_rules_that_contradict_each_other_without_failing() {
        assertFault("\"constant\": 1", "\"multipleOf\": \"age\", \"factor\": 2", "#");
        assertFault(
                "\"from\": 0}", "\"from\": 0}, {\"name\": \"High\", \"from\": 1}", "#/riskBands");
        assertFault("\"min\": 0", "\"min\": 1e400", "#/features/0/min");
        assertFault("\"positive\": \"Yes\"", "\"positive\": \"No\"", "#/label");
        assertFault(
                "\"identifier\": \"id\"", "\"identifier\": \"id\", \"ignored\": [\"age\"]", "#");
        assertFault(
                "\"identifier\": \"id\"",
                "\"identifier\": \"id\", \"ignored\": [7]",
                "#/ignored/0");
    }

    @Test
    void reads_and_writes_the_time_of_a_label() {
        var timed = SampleContracts.timed("tiny", 7);

        assertThat(json.read(json.write(timed))).isEqualTo(timed);
        assertFault("\"negative\": \"No\"", "\"negative\": \"No\", \"time\": 5", "#/label/time");
        assertFault("\"negative\": \"No\"", "\"negative\": \"No\", \"time\": \"\"", "#/label");
        assertFault("\"negative\": \"No\"", "\"negative\": \"No\", \"time\": \"age\"", "#");
    }
}
