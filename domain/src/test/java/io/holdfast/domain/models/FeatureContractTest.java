package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.domain.kernel.Violation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureContractTest {

    private static final Feature.Missing REFUSED = new Feature.Missing.Refused();
    private static final Feature.Missing UNKNOWN = new Feature.Missing.Unknown();
    private static final Feature.Missing SEVEN = new Feature.Missing.Constant(7);
    private static final FeatureContract.Label LABEL =
            new FeatureContract.Label("Churn", "Yes", "No");

    /// `charge` must be there, `tenure` may be unknown and blank means 7, `plan` stands for the
    /// second category where it is absent and may not be blank.
    private static final FeatureContract CONTRACT =
            contract(
                    new Feature.Numeric("charge", "USD", 0, 100, false, REFUSED, REFUSED),
                    new Feature.Numeric("tenure", "months", 0, 600, true, UNKNOWN, SEVEN),
                    new Feature.Categorical(
                            "plan",
                            List.of("basic", "gold"),
                            new Feature.Missing.Constant(1),
                            REFUSED));

    @Test
    void encodes_the_features_in_its_own_order() {
        var fields = new LinkedHashMap<String, FieldValue>();
        fields.put("plan", text("basic"));
        fields.put("tenure", text(" 12 "));
        fields.put("charge", new FieldValue.Numeric(70.35));

        assertThat(accepted(fields).features()).isEqualTo(FeatureVector.of(70.35, 12, 0));
    }

    @Test
    void follows_the_rules_for_absent_fields() {
        var entity = accepted(Map.of("charge", text("5")));

        assertThat(entity.features()).isEqualTo(FeatureVector.of(5, Double.NaN, 1));
        assertThat(entity.identity()).isEqualTo(new Entity.Anonymous());
    }

    @Test
    void takes_json_null_for_absent() {
        var nothing = new FieldValue.Null();

        assertThat(accepted(Map.of("charge", text("5"), "tenure", nothing, "plan", nothing)))
                .isEqualTo(accepted(Map.of("charge", text("5"))));
        assertThat(rejected(Map.of("charge", nothing)))
                .containsExactly(new Violation("#/charge", "is required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", " \r\n", "\u2003"})
    void follows_the_rules_for_blank_texts(String blank) {
        assertThat(accepted(Map.of("charge", text("5"), "tenure", text(blank))).features())
                .isEqualTo(FeatureVector.of(5, 7, 1));
        assertThat(rejected(Map.of("charge", text(blank), "plan", text(blank))))
                .containsExactly(
                        new Violation("#/charge", "must not be blank"),
                        new Violation("#/plan", "must not be blank"));
    }

    @Test
    void names_every_fault_at_once_in_the_order_of_the_contract() {
        var fields = new LinkedHashMap<String, FieldValue>();
        fields.put("surprise", text("1"));
        fields.put("plan", text("platinum"));
        fields.put("tenure", text("1.5"));
        fields.put("id", new FieldValue.Compound());

        assertThat(rejected(fields))
                .extracting(Violation::pointer)
                .containsExactly("#/id", "#/charge", "#/tenure", "#/plan", "#/surprise");
    }

    @Test
    void refuses_unknown_fields_however_they_are_called() {
        var fields = Map.of("charge", text("5"), "a/b", text("x"), "Charge", text("5"));

        assertThat(rejected(fields))
                .containsExactlyInAnyOrder(
                        new Violation("#/a~1b", "is not a field of contract tiny@1"),
                        new Violation("#/Charge", "is not a field of contract tiny@1"));
    }

    @Test
    void ignores_the_label_whatever_it_says() {
        assertThat(accepted(Map.of("charge", text("5"), "Churn", text("perhaps"))))
                .isEqualTo(accepted(Map.of("charge", text("5"))));
    }

    @Test
    void reads_an_identifier_from_a_text_or_a_number() {
        assertThat(identified(text(" 7590-VHVEG "))).isEqualTo(new Entity.Known("7590-VHVEG"));
        assertThat(identified(new FieldValue.Numeric(11_000))).isEqualTo(new Entity.Known("11000"));
        assertThat(identified(new FieldValue.Numeric(1e7))).isEqualTo(new Entity.Known("10000000"));
        assertThat(identified(new FieldValue.Null())).isEqualTo(new Entity.Anonymous());
        assertThat(identified(text("x".repeat(100)))).isEqualTo(new Entity.Known("x".repeat(100)));
    }

    @Test
    void refuses_an_identifier_that_cannot_be_one() {
        for (var id :
                List.of(
                        text(""),
                        text("  "),
                        text("x".repeat(101)),
                        text("a\u0000b"),
                        text("a\nb"),
                        new FieldValue.Bool(true),
                        new FieldValue.Compound(),
                        new FieldValue.Numeric(Double.NaN),
                        new FieldValue.Numeric(1e300))) {
            assertThat(rejected(Map.of("charge", text("5"), "id", id)))
                    .as("%s", id)
                    .extracting(Violation::pointer)
                    .containsExactly("#/id");
        }
    }

    @Test
    void refuses_compound_null_and_boolean_where_a_number_is_due() {
        for (var value : List.of(new FieldValue.Bool(true), new FieldValue.Compound())) {
            assertThat(rejected(Map.of("charge", value)))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.detail()).startsWith("must be a number"));
        }
    }

    @Test
    void shows_the_features_in_its_order_and_leaves_missing_ones_out() {
        assertThat(CONTRACT.display(FeatureVector.of(5, Double.NaN, 1)).entrySet())
                .containsExactly(Map.entry("charge", 5.0), Map.entry("plan", "gold"));
    }

    @Test
    void lists_its_columns_as_a_full_table_has_them() {
        assertThat(CONTRACT.columns()).containsExactly("id", "charge", "tenure", "plan", "Churn");
    }

    @Test
    void takes_fields_that_it_is_to_ignore_and_no_others() {
        var contract = SampleContracts.ignoring(CONTRACT, "surname", "");
        var fields = Map.of("charge", text("5"), "surname", text("Hill"), "", text("x"));

        assertThat(contract.read(fields))
                .isEqualTo(
                        new FeatureContract.Reading.Accepted(
                                accepted(Map.of("charge", text("5")))));
        assertThat(contract.read(Map.of("charge", text("5"), "name", text("x"))))
                .isEqualTo(
                        new FeatureContract.Reading.Rejected(
                                List.of(
                                        Violation.at(
                                                "name", "is not a field of contract tiny@1"))));
    }

    @Test
    void ignores_no_column_that_it_reads_and_only_so_many() {
        refuses(() -> SampleContracts.ignoring(CONTRACT, "charge"));
        refuses(() -> SampleContracts.ignoring(CONTRACT, "id"));
        refuses(() -> SampleContracts.ignoring(CONTRACT, "Churn"));
        refuses(() -> SampleContracts.ignoring(CONTRACT, "a", "a"));
        refuses(() -> SampleContracts.ignoring(CONTRACT, names(FeatureContract.MAX_IGNORED + 1)));
        assertThat(SampleContracts.ignoring(CONTRACT, names(FeatureContract.MAX_IGNORED)).ignored())
                .hasSize(2_000);
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).toArray(String[]::new);
    }

    @Test
    void refuses_names_that_are_blank_or_too_long() {
        var tooLong = "x".repeat(101);
        for (var name : List.of("", " ", tooLong)) {
            refuses(() -> contract(name, LABEL, 0.5, List.of(flag("a"))));
            refuses(() -> new FeatureContract.Label(name, "Yes", "No"));
        }
        assertThat(contract("x".repeat(100), LABEL, 0.5, List.of(flag("a"))).identifier())
                .hasSize(100);
    }

    @Test
    void is_the_same_but_for_another_version() {
        assertThat(SampleContracts.tiny("tiny", 1).withVersion(8))
                .isEqualTo(SampleContracts.tiny("tiny", 8));
    }

    @Test
    void refuses_columns_that_stand_twice() {
        refuses(() -> contract(flag("a"), flag("a")));
        refuses(() -> contract(flag("id")));
        refuses(() -> contract(flag("Churn")));
        refuses(() -> contract("Churn", LABEL, 0.5, List.of(flag("a"))));
    }

    @Test
    void refuses_a_label_that_does_not_tell_yes_from_no() {
        refuses(() -> new FeatureContract.Label("Churn", "Yes", "Yes"));
        refuses(() -> new FeatureContract.Label("Churn", " Yes", "No"));
        refuses(() -> new FeatureContract.Label("Churn", "Yes", "No\t"));
    }

    @Test
    void has_1_to_1000_features() {
        var most =
                IntStream.range(0, FeatureContract.MAX_FEATURES)
                        .mapToObj(i -> flag("f" + i))
                        .toArray(Feature[]::new);
        var tooMany =
                IntStream.rangeClosed(0, FeatureContract.MAX_FEATURES)
                        .mapToObj(i -> flag("f" + i))
                        .toArray(Feature[]::new);

        assertThat(contract(most).features()).hasSize(1_000);
        refuses(() -> contract(tooMany));
        refuses(() -> contract());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
    void refuses_a_threshold_that_decides_nothing(double threshold) {
        refuses(() -> contract("id", LABEL, threshold, List.of(flag("a"))));
    }

    @Test
    void keeps_a_vector_whatever_becomes_of_the_arrays() {
        var given = new double[] {1, 2};
        var vector = FeatureVector.of(given);
        given[0] = 9;
        vector.toArray()[1] = 9;

        assertThat(vector).isEqualTo(FeatureVector.of(1, 2)).hasToString("[1.0, 2.0]");
        assertThat(vector).isNotEqualTo(FeatureVector.of(1, 3));
        assertThat(vector).hasSameHashCodeAs(FeatureVector.of(1, 2));
        assertThat(FeatureVector.of(Double.NaN)).isEqualTo(FeatureVector.of(Double.NaN));
    }

    private static Entity.Identity identified(FieldValue id) {
        return accepted(new HashMap<>(Map.of("charge", text("5"), "id", id))).identity();
    }

    private static Entity accepted(Map<String, FieldValue> fields) {
        return switch (CONTRACT.read(fields)) {
            case FeatureContract.Reading.Accepted(var entity) -> entity;
            case FeatureContract.Reading.Rejected(var faults) ->
                    throw new AssertionError(faults.toString());
        };
    }

    private static List<Violation> rejected(Map<String, FieldValue> fields) {
        return switch (CONTRACT.read(fields)) {
            case FeatureContract.Reading.Accepted(var entity) ->
                    throw new AssertionError(entity.toString());
            case FeatureContract.Reading.Rejected(var faults) -> faults;
        };
    }

    private static FieldValue text(String value) {
        return new FieldValue.Text(value);
    }

    private static void refuses(Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run);
    }

    private static Feature flag(String name) {
        return new Feature.Flag(name, REFUSED, REFUSED);
    }

    private static FeatureContract contract(Feature... features) {
        return contract("id", LABEL, 0.5, List.of(features));
    }

    private static FeatureContract contract(
            String identifier,
            FeatureContract.Label label,
            double threshold,
            List<Feature> features) {
        return new FeatureContract(
                new ContractId("tiny", 1),
                "A tiny contract",
                identifier,
                label,
                features,
                new RiskPolicy(List.of(new RiskPolicy.Band("Low", 0))),
                threshold,
                Advice.none(),
                List.of());
    }
}
