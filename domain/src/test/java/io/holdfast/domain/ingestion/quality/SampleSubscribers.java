package io.holdfast.domain.ingestion.quality;

import io.holdfast.domain.models.Advice;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.Floor;
import io.holdfast.domain.models.RiskPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Subscribers as they are, of the same kind as those of the bundled contract.
public final class SampleSubscribers {

    private static final Feature.Missing REFUSED = new Feature.Missing.Refused();

    private SampleSubscribers() {}

    public static FeatureContract contract() {
        return new FeatureContract(
                new ContractId("subscription", 1),
                "Subscribers",
                "customer_id",
                new FeatureContract.Label("churned", "1", "0"),
                List.of(
                        number("age", 18, 100, true),
                        number("income", 0, 1_000_000, false),
                        number("tenure_months", 0, 600, true),
                        number("monthly_charges", 0, 10_000, false),
                        number("total_charges", 0, Double.MAX_VALUE, false),
                        new Feature.Categorical(
                                "gender", List.of("female", "male", "other"), REFUSED, REFUSED),
                        new Feature.Flag("paperless_billing", REFUSED, REFUSED),
                        new Feature.Numeric(
                                "payment_failures",
                                "",
                                0,
                                1_000,
                                true,
                                new Feature.Missing.Constant(0),
                                new Feature.Missing.Constant(0))),
                new RiskPolicy(List.of(new RiskPolicy.Band("Low", 0))),
                0.5,
                new Advice(Advice.Choice.ALL, List.of(new Advice.Rule(List.of(), "Go on."))),
                List.of(
                        new Floor(
                                "total_charges",
                                0.7,
                                List.of("monthly_charges", "tenure_months"))));
    }

    private static Feature number(String name, double min, double max, boolean whole) {
        return new Feature.Numeric(name, "", min, max, whole, REFUSED, REFUSED);
    }

    /// Without a fault: incomes are skewed as incomes are, and hardly anybody's payment fails.
    public static List<Map<String, FieldValue>> clean(int count, long seed) {
        var random = new Random(seed);
        var rows = new ArrayList<Map<String, FieldValue>>();
        for (int i = 0; i < count; i++) {
            double age = Math.clamp(Math.round(45 + 14 * random.nextGaussian()), 18, 90);
            double tenure = random.nextInt(73);
            double monthly = cents(random.nextDouble(18, 120));
            double income = cents(Math.exp(10.8 + 0.5 * random.nextGaussian()));
            var row = new LinkedHashMap<String, FieldValue>();
            row.put("customer_id", new FieldValue.Text("C" + i));
            row.put("age", new FieldValue.Numeric(age));
            row.put("income", new FieldValue.Numeric(Math.min(income, 1_000_000)));
            row.put("tenure_months", new FieldValue.Numeric(tenure));
            row.put("monthly_charges", new FieldValue.Numeric(monthly));
            row.put(
                    "total_charges",
                    new FieldValue.Numeric(
                            cents(monthly * tenure * random.nextDouble(0.95, 1.05))));
            row.put("gender", new FieldValue.Text(random.nextBoolean() ? "female" : "male"));
            row.put("paperless_billing", new FieldValue.Bool(random.nextBoolean()));
            row.put(
                    "payment_failures",
                    new FieldValue.Numeric(random.nextDouble() < 0.05 ? 1 + random.nextInt(2) : 0));
            rows.add(row);
        }
        return rows;
    }

    private static double cents(double amount) {
        return Math.round(amount * 100) / 100.0;
    }
}
