package io.holdfast.adapters.web;

import io.holdfast.domain.models.Advice;
import io.holdfast.domain.models.Advice.Condition.Compared;
import io.holdfast.domain.models.Advice.Condition.RiskIs;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.Floor;
import io.holdfast.domain.models.RiskPolicy;
import io.holdfast.domain.models.SampleContracts;
import java.util.ArrayList;
import java.util.List;

/// A contract under the name that a view's routes use, in two or three features, and its model.
record SampleView(FeatureContract contract, SampleModel model) {

    private static final Feature.Missing REFUSED = new Feature.Missing.Refused();

    static List<SampleView> all() {
        return List.of(telco(), rfm(), returnRisk(), subscription(), ecommerce());
    }

    private static SampleView telco() {
        var contract = SampleContracts.tiny("telco", 1);
        return new SampleView(contract, new SampleModel(contract.id(), -1, 0.01, 0.5, 0.3));
    }

    /// The risk grows with the days. What else is computed of stored customers is not read.
    private static SampleView rfm() {
        var advice =
                new Advice(
                        Advice.Choice.FIRST,
                        List.of(
                                rule("Win back after {recency} days.", new RiskIs("High")),
                                rule("Go on.")));
        var contract =
                contract(
                        "rfm",
                        "customer_id",
                        List.of(number("recency", 36_500), number("monetary", 1e9)),
                        List.of("Low", "Medium", "High"),
                        advice,
                        List.of());
        return view(
                SampleContracts.ignoring(
                        contract,
                        "frequency",
                        "avg_order_value",
                        "total_quantity",
                        "annual_income",
                        "total_children",
                        "education_level",
                        "occupation",
                        "home_owner"),
                -2,
                0.05,
                0);
    }

    private static SampleView returnRisk() {
        var advice =
                new Advice(
                        Advice.Choice.FIRST,
                        List.of(rule("Inspect.", new RiskIs("High")), rule("Keep monitoring.")));
        var category =
                new Feature.Categorical("category", List.of("Bikes", "Clothing"), REFUSED, REFUSED);
        return view(
                contract(
                        "return-risk",
                        "product_id",
                        List.of(category, number("list_price", 1e7)),
                        List.of("Low", "High"),
                        advice,
                        List.of()),
                -1,
                0,
                0.001);
    }

    private static SampleView subscription() {
        var advice =
                new Advice(
                        Advice.Choice.ALL,
                        List.of(rule("Call the customer."), rule("Offer a discount.")));
        return view(
                contract(
                        "subscription",
                        "customer_id",
                        List.of(
                                number("tenure_months", 600),
                                number("monthly_charges", 10_000),
                                number("total_charges", 1e9)),
                        List.of("Low", "Medium", "High"),
                        advice,
                        List.of(
                                new Floor(
                                        "total_charges",
                                        0.7,
                                        List.of("monthly_charges", "tenure_months")))),
                0,
                -0.1,
                0,
                0);
    }

    private static SampleView ecommerce() {
        var advice =
                new Advice(
                        Advice.Choice.ALL,
                        List.of(
                                rule(
                                        "Send a message.",
                                        new Compared(
                                                "days_since_last_order",
                                                Advice.Operator.ABOVE,
                                                30)),
                                rule(
                                        "Assign a manager.",
                                        new Compared(
                                                "support_tickets", Advice.Operator.ABOVE, 3))));
        return view(
                contract(
                        "ecommerce",
                        "customer_id",
                        List.of(
                                number("days_since_last_order", 36_500),
                                number("support_tickets", 1e5)),
                        List.of("low", "medium", "high"),
                        advice,
                        List.of()),
                -2,
                0.05,
                0.2);
    }

    private static SampleView view(FeatureContract contract, double base, double... weights) {
        return new SampleView(contract, new SampleModel(contract.id(), base, weights));
    }

    /// @param levels at equal distances
    private static FeatureContract contract(
            String name,
            String identifier,
            List<Feature> features,
            List<String> levels,
            Advice advice,
            List<Floor> floors) {
        var bands = new ArrayList<RiskPolicy.Band>();
        for (int i = 0; i < levels.size(); i++) {
            bands.add(new RiskPolicy.Band(levels.get(i), (double) i / levels.size()));
        }
        return new FeatureContract(
                new ContractId(name, 1),
                "A sample of " + name,
                identifier,
                new FeatureContract.Label("left", "1", "0"),
                features,
                new RiskPolicy(bands),
                0.5,
                advice,
                floors);
    }

    private static Feature number(String name, double max) {
        return new Feature.Numeric(name, "", 0, max, false, REFUSED, REFUSED);
    }

    private static Advice.Rule rule(String text, Advice.Condition... when) {
        return new Advice.Rule(List.of(when), text);
    }
}
