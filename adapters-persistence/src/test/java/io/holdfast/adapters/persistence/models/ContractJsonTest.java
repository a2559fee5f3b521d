package io.holdfast.adapters.persistence.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.models.ContractJson.Outcome;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.SampleContracts;
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
        assertFault("\"from\": 0", "\"from\": 0.1", "#");
        assertFault("\"decisionThreshold\": 0.5", "\"decisionThreshold\": 1", "#");
        assertFault("\"name\": \"tiny\"", "\"name\": \"Tiny!\"", "#");
        assertFault("\"name\": \"age\"", "\"name\": \"id\"", "#");
    }

    @Test
    void names_all_faults_at_once() {
        assertThat(faults("{\"name\": 5, \"extra\": 1}"))
                .extracting(Violation::pointer)
                .contains("#", "#/name", "#/version", "#/title", "#/label", "#/features");
    }

    @Test
    void refuses_what_is_not_one_json_object() {
        for (var text : List.of("", "[]", "nonsense", "{", GOOD + "{}", "null", "\"x\"")) {
            assertThat(faults(text)).isNotEmpty();
        }
        assertThat(faults(GOOD.replace("\"version\": 1", "\"version\": 1, \"version\": 2")))
                .isNotEmpty();
        assertThat(faults("[".repeat(100_000))).isNotEmpty();
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
