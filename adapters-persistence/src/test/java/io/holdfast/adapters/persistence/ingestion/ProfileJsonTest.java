package io.holdfast.adapters.persistence.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.ingestion.DateForm;
import io.holdfast.domain.ingestion.FieldRule;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfileDocuments;
import io.holdfast.domain.ingestion.ImportProfileDocuments.Outcome;
import io.holdfast.domain.ingestion.ImportProfileDocumentsContract;
import io.holdfast.domain.ingestion.Reading;
import io.holdfast.domain.ingestion.RowCondition;
import io.holdfast.domain.ingestion.TextFormat;
import io.holdfast.domain.kernel.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ProfileJsonTest implements ImportProfileDocumentsContract {

    @Override
    public ImportProfileDocuments documents() {
        return PersistenceAdapter.importProfileDocuments();
    }

    @Override
    public String shop(String name) {
        return ShopDocument.of(name);
    }

    private ImportProfile read(String document) {
        return switch (documents().read(document.getBytes(UTF_8))) {
            case Outcome.Complete(var profile) -> profile;
            case Outcome other -> throw new AssertionError(other);
        };
    }

    private List<String> faults(String document) {
        return switch (documents().read(document.getBytes(UTF_8))) {
            case Outcome.Invalid(var violations) ->
                    violations.stream().map(Violation::toString).toList();
            case Outcome other -> throw new AssertionError(other);
        };
    }

    private static String section(String members) {
        return """
        {"name": "p", "source": "s", "reading": {"blank": ["NA"], "numbers": "comma"},
         "sections": [{"name": "x", %s}]}
        """
                .formatted(members);
    }

    private static String order(String rule) {
        return section(
                """
                "targets": [{"fact": "orders", "fields": {"order_id": "a", "customer_id": "b",
                    "ordered_at": %s}}]
                """
                        .formatted(rule));
    }

    private static FieldRule when(ImportProfile profile) {
        var fields = profile.sections().getFirst().targets().getFirst().fields();
        return Objects.requireNonNull(fields.get("ordered_at"));
    }

    @Test
    void a_title_has_at_most_200_characters() {
        var title = "x".repeat(201);
        assertThat(
                        faults(
                                "{\"name\": \"p\", \"source\": \"s\", \"title\": \"%s\", \"sections\": []}"
                                        .formatted(title)))
                .anyMatch(fault -> fault.contains("has at most 200 characters"));
    }

    @Test
    void a_rule_holds_over_what_holds_for_all() {
        var rule =
                when(
                        read(
                                order(
                                        """
                                        {"column": "c", "dates": ["dd.MM.yyyy", "iso"],
                                         "zone": "Europe/Berlin", "words": {"x": "y"},
                                         "others": "blank", "letters": "upper",
                                         "spaces": "collapsed", "sign": "absolute",
                                         "lookup": {"collection": "s.t", "field": "f",
                                                    "others": "kept"}}
                                        """)));

        assertThat(rule)
                .isEqualTo(
                        new FieldRule.FromColumn(
                                "c",
                                new Reading(
                                        Reading.Spaces.COLLAPSED,
                                        List.of("NA"),
                                        Map.of("x", "y"),
                                        Reading.Others.BLANK,
                                        Reading.Letters.UPPER,
                                        new Reading.Lookup.InRecords(
                                                "s.t", "f", Reading.Others.KEPT),
                                        List.of(new DateForm("dd.MM.yyyy"), DateForm.iso()),
                                        ZoneId.of("Europe/Berlin"),
                                        Reading.Numbers.COMMA,
                                        Reading.Sign.ABSOLUTE)));
    }

    @Test
    void reads_every_kind_of_rule_condition_and_format() {
        var profile =
                read(
                        section(
                                """
                                "files": ["a*"], "rejectedPercentMax": 0,
                                "format": {"encoding": "iso-8859-1", "separator": "tab",
                                           "layout": "json-lines"},
                                "skip": [{"reason": "r", "when": [
                                    {"column": "a", "is": ["x"]}, {"column": "a", "isNot": []},
                                    {"column": "a", "startsWith": "C"},
                                    {"column": "a", "startsNotWith": "D"},
                                    {"column": "a", "blank": true}, {"column": "a", "blank": false},
                                    {"column": "a", "sign": "not-negative"}]}],
                                "targets": [{"fact": "records", "when": [
                                      {"column": "a", "is": ["y"]}],
                                   "fields": {"collection": {"constant": "s.t"},
                                     "record_id": {"template": "{a}-{b}"},
                                     "fields": {"object": {"n": "a", "m": {"constant": "1"}}}}},
                                  {"fact": "records",
                                   "fields": {"collection": {"constant": "s.u"},
                                     "record_id": "a",
                                     "fields": {"object": "all", "except": ["b"]}}}]
                                """));

        var section = profile.sections().getFirst();
        assertThat(section.format())
                .isEqualTo(
                        new TextFormat(
                                TextFormat.Encoding.ISO_8859_1,
                                TextFormat.Separator.TAB,
                                TextFormat.Layout.JSON_LINES));
        assertThat(section.rejectedPercentMax()).isZero();
        assertThat(section.skips().getFirst().when())
                .extracting(RowCondition::test)
                .containsExactly(
                        new RowCondition.Test.Is(List.of("x")),
                        new RowCondition.Test.IsNot(List.of()),
                        new RowCondition.Test.StartsWith("C"),
                        new RowCondition.Test.StartsNotWith("D"),
                        new RowCondition.Test.IsBlank(),
                        new RowCondition.Test.IsNotBlank(),
                        new RowCondition.Test.HasSign(RowCondition.Sign.NOT_NEGATIVE));
        assertThat(section.targets())
                .allSatisfy(target -> assertThat(target.kind()).isEqualTo(FactKind.RECORDS));
        assertThat(section.targets().get(1).fields().get("fields"))
                .isEqualTo(new FieldRule.ObjectOfAll(List.of("b")));
    }

    @Test
    void names_every_fault_with_its_place() {
        var faults =
                faults(
                        """
                        {"name": "a profile", "source": "s", "colour": "red",
                         "sections": [
                           {"name": "x", "rejectedPercentMax": 5, "format": {"separator": "dash"},
                            "skip": [{"reason": "r", "when": []}],
                            "targets": [
                              {"fact": "orders", "fields": {"order_id": "a", "price": "b",
                                "ordered_at": {"column": "c", "dates": ["MM/dd/yy"],
                                               "zone": "Mars"},
                                "status": {"constant": "done"}, "total": {"colum": "t"},
                                "customer_id": 7}},
                              {"fact": "dreams", "fields": {}}]}]}
                        """);

        assertThat(faults)
                .anySatisfy(fault -> assertThat(fault).contains("#,", "unknown member", "colour"))
                .anySatisfy(fault -> assertThat(fault).contains("#/name", "letters"))
                .anySatisfy(fault ->
                        assertThat(fault).contains("#/sections/0/format/separator", "comma"))
                .anySatisfy(fault -> assertThat(fault).contains("#/sections/0/skip/0/when"))
                .anySatisfy(fault ->
                        assertThat(fault)
                                .contains("#/sections/0/targets/0/fields/ordered_at/dates", "yy"))
                .anySatisfy(fault -> assertThat(fault).contains("ordered_at/zone"))
                .anySatisfy(fault -> assertThat(fault).contains("fields/status", "completed"))
                .anySatisfy(fault -> assertThat(fault).contains("fields/price", "no field"))
                .anySatisfy(fault -> assertThat(fault).contains("fields/total", "template"))
                .anySatisfy(fault -> assertThat(fault).contains("fields/customer_id"))
                .anySatisfy(fault -> assertThat(fault).contains("#/sections/0/targets/1/fact"));
        assertThat(faults).hasSize(11);
    }

    @Test
    void names_required_fields_that_no_rule_fills() {
        assertThat(faults(section("\"targets\": [{\"fact\": \"orders\", \"fields\": {}}]")))
                .hasSize(3)
                .allSatisfy(fault -> assertThat(fault).contains("is missing"));
    }

    @Test
    void takes_objects_for_json_only() {
        assertThat(faults(order("{\"object\": {\"a\": \"b\"}}")))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("takes no object"));
    }

    @Test
    void refuses_members_twice_and_names_that_are_none() {
        assertThat(documents().read("{\"name\": \"a\", \"name\": \"b\"}".getBytes(UTF_8)))
                .isInstanceOf(Outcome.Unreadable.class);
        assertThat(faults(ShopDocument.of("../etc"))).isNotEmpty();
        assertThat(faults(ShopDocument.of("x".repeat(61)))).isNotEmpty();
        assertThat(faults("[]")).isNotEmpty();
        assertThat(faults("{}")).isNotEmpty();
    }

    @Test
    void refuses_a_document_that_is_too_large() {
        var large = " ".repeat(ImportProfileDocuments.MAX_BYTES) + ShopDocument.of("p");

        assertThat(documents().read(large.getBytes(UTF_8))).isInstanceOf(Outcome.Unreadable.class);
    }

    @Test
    void the_example_of_the_documents_is_a_profile() throws IOException {
        var page = Path.of(System.getProperty("holdfast.root", ".")).resolve("docs/import.md");
        var example =
                Files.readString(page)
                        .lines()
                        .dropWhile(line -> !line.equals("    {"))
                        .takeWhile(line -> line.startsWith("    "))
                        .collect(Collectors.joining("\n"));

        assertThat(read(example).sectionNames()).containsExactly("customers", "sales");
    }
}
