package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Advice.Choice;
import io.holdfast.domain.models.Advice.Condition;
import io.holdfast.domain.models.Advice.Operator;
import io.holdfast.domain.models.Advice.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Advice, derived values and floors: what a contract says beside its features.
class AdviceTest {

    private static final Feature.Missing REFUSED = new Feature.Missing.Refused();
    private static final Feature.Missing UNKNOWN = new Feature.Missing.Unknown();
    private static final Feature.Missing MEAN = new Feature.Missing.Quotient("spent", "orders");
    private static final Feature.Missing TWICE = new Feature.Missing.Multiple("orders", 2);

    private static final Condition HIGH = new Condition.RiskIs("High");
    private static final Rule LONG_AGO =
            new Rule(
                    List.of(HIGH, new Condition.Compared("recency", Operator.AT_LEAST, 60)),
                    "Away {recency} days, {plan}.");
    private static final Rule ALWAYS = new Rule(List.of(), "Say hello.");

    @Test
    void lets_the_first_rule_that_fits_speak() {
        var contract = contract(new Advice(Choice.FIRST, List.of(LONG_AGO, ALWAYS)));

        assertThat(advice(contract, 60, "High")).containsExactly("Away 60 days, gold.");
        assertThat(advice(contract, 59.5, "High")).containsExactly("Say hello.");
        assertThat(advice(contract, 60, "Low")).containsExactly("Say hello.");
    }

    @Test
    void lets_all_rules_that_fit_speak_in_order() {
        var contract = contract(new Advice(Choice.ALL, List.of(LONG_AGO, ALWAYS)));

        assertThat(advice(contract, 75.5, "High"))
                .containsExactly("Away 75.5 days, gold.", "Say hello.");
        assertThat(contract(Advice.none()).advice().rules()).isEmpty();
    }

    @Test
    void compares_strictly_or_not_as_the_rule_says() {
        for (var operator : Operator.values()) {
            var rule = new Rule(List.of(new Condition.Compared("recency", operator, 30)), "x");
            var contract = contract(new Advice(Choice.ALL, List.of(rule)));
            assertThat(advice(contract, 30, "Low").isEmpty())
                    .as(operator.name())
                    .isEqualTo(operator != Operator.AT_LEAST);
            assertThat(advice(contract, Double.NaN, "Low")).isEmpty();
        }
    }

    @Test
    void knows_a_category_by_its_text() {
        var rule = new Rule(List.of(new Condition.CategoryIs("plan", "gold")), "x");
        var contract = contract(new Advice(Choice.ALL, List.of(rule)));

        assertThat(contract.advice().of(contract, vector(contract, 1, 1), "Low")).hasSize(1);
        assertThat(contract.advice().of(contract, vector(contract, 1, 0), "Low")).isEmpty();
    }

    @Test
    void refuses_advice_about_what_the_contract_does_not_have() {
        refuses(new Rule(List.of(new Condition.RiskIs("Enormous")), "x"));
        refuses(new Rule(List.of(new Condition.CategoryIs("plan", "silver")), "x"));
        refuses(new Rule(List.of(new Condition.CategoryIs("recency", "gold")), "x"));
        refuses(new Rule(List.of(new Condition.Compared("plan", Operator.ABOVE, 1)), "x"));
        refuses(new Rule(List.of(), "{nobody}"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rule(List.of(), " "));
    }

    @Test
    void derives_what_is_not_given_from_what_is() {
        var contract = contract(Advice.none());
        var fields = fields(contract, 3, 90);

        assertThat(accepted(contract, fields)).isEqualTo(FeatureVector.of(5, 3, 90, 30, 6, 1));
        fields.put("mean", new FieldValue.Numeric(12));
        assertThat(accepted(contract, fields).at(3)).isEqualTo(12);
        assertThat(accepted(contract, fields(contract, 0, 90)).at(3)).isEqualTo(90);
    }

    @Test
    void names_figures_that_contradict_each_other() {
        var contract = contract(Advice.none());
        var reading = contract.read(fields(contract, 3, 20.9));

        assertThat(reading)
                .isEqualTo(
                        new FeatureContract.Reading.Rejected(
                                List.of(
                                        Violation.at(
                                                "spent",
                                                "must be at least 21, which is 7 times orders"))));
        assertThat(contract.read(fields(contract, 3, 21)))
                .isInstanceOf(FeatureContract.Reading.Accepted.class);
    }

    @Test
    void derives_only_from_numbers_that_are_always_there() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        contract(Advice.none(), new Feature.Missing.Multiple("plan", 2), List.of()))
                .withMessageContaining("plan");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        contract(
                                Advice.none(),
                                TWICE,
                                List.of(new Floor("spent", 1, List.of("mean")))))
                .withMessageContaining("mean");
    }

    private static void refuses(Rule rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> contract(new Advice(Choice.ALL, List.of(rule))))
                .withMessageContaining("advice");
    }

    private static FeatureContract contract(Advice advice) {
        return contract(advice, TWICE, List.of(new Floor("spent", 7, List.of("orders"))));
    }

    private static FeatureContract contract(
            Advice advice, Feature.Missing items, List<Floor> floors) {
        return new FeatureContract(
                new ContractId("shop", 1),
                "A shop",
                "id",
                new FeatureContract.Label("left", "1", "0"),
                List.of(
                        new Feature.Numeric("recency", "days", 0, 999, false, UNKNOWN, UNKNOWN),
                        new Feature.Numeric("orders", "", 0, 999, true, REFUSED, REFUSED),
                        new Feature.Numeric("spent", "", 0, 999, false, REFUSED, REFUSED),
                        new Feature.Numeric("mean", "", 0, 999, false, MEAN, MEAN),
                        new Feature.Numeric("items", "", 0, 999, false, items, items),
                        new Feature.Categorical(
                                "plan", List.of("basic", "gold"), REFUSED, REFUSED)),
                new RiskPolicy(
                        List.of(new RiskPolicy.Band("Low", 0), new RiskPolicy.Band("High", 0.6))),
                0.5,
                advice,
                floors);
    }

    private static List<String> advice(FeatureContract contract, double recency, String level) {
        return contract.advice().of(contract, vector(contract, recency, 1), level);
    }

    private static FeatureVector vector(FeatureContract contract, double recency, int plan) {
        var values = new double[contract.features().size()];
        values[contract.indexOf("recency")] = recency;
        values[contract.indexOf("plan")] = plan;
        return FeatureVector.of(values);
    }

    private static Map<String, FieldValue> fields(
            FeatureContract contract, double orders, double spent) {
        var fields = new HashMap<String, FieldValue>();
        fields.put(contract.identifier(), new FieldValue.Text("c1"));
        fields.put("recency", new FieldValue.Numeric(5));
        fields.put("orders", new FieldValue.Numeric(orders));
        fields.put("spent", new FieldValue.Numeric(spent));
        fields.put("plan", new FieldValue.Text("gold"));
        return fields;
    }

    private static FeatureVector accepted(
            FeatureContract contract, Map<String, FieldValue> fields) {
        return switch (contract.read(fields)) {
            case FeatureContract.Reading.Accepted(var entity) -> entity.features();
            case FeatureContract.Reading.Rejected(var violations) ->
                    throw new AssertionError(violations);
        };
    }
}
