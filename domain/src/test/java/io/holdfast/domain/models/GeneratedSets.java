package io.holdfast.domain.models;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Training sets whose true probabilities are known, drawn with a fixed seed.
public final class GeneratedSets {

    private static final Feature.Missing REFUSED = new Feature.Missing.Refused();
    private static final Feature.Missing UNKNOWN = new Feature.Missing.Unknown();
    private static final int CITIES = 40;
    private static final Instant FIRST_DAY = Instant.parse("2020-01-01T00:00:00Z");

    private GeneratedSets() {}

    /// A set with the probability that each row's label was drawn with.
    public record Known(TrainingSet set, List<Double> probabilities) {}

    /// Months, a skewed amount, a plan, one of many cities, a flag, and a column that never varies.
    /// Amounts are sometimes missing, and more often so for those who leave.
    public static FeatureContract contract() {
        var cities = new ArrayList<String>();
        for (int i = 0; i < CITIES; i++) {
            cities.add("city " + i);
        }
        return contract(
                List.of(
                        number("months"),
                        number("amount"),
                        new Feature.Categorical(
                                "plan", List.of("monthly", "yearly", "free"), REFUSED, UNKNOWN),
                        new Feature.Categorical("city", cities, UNKNOWN, UNKNOWN),
                        new Feature.Flag("complained", REFUSED, UNKNOWN),
                        number("constant")));
    }

    static FeatureContract contract(List<Feature> features) {
        return new FeatureContract(
                new ContractId("generated", 3),
                "generated customers",
                "id",
                new FeatureContract.Label("left", "yes", "no"),
                features,
                new RiskPolicy(
                        List.of(new RiskPolicy.Band("LOW", 0), new RiskPolicy.Band("HIGH", 0.5))),
                0.5,
                Advice.none(),
                List.of());
    }

    static Feature number(String name) {
        return new Feature.Numeric(name, "", 0, Double.MAX_VALUE, false, UNKNOWN, UNKNOWN);
    }

    public static TrainingSet churn(int rows, long seed) {
        return churnWithProbabilities(rows, seed).set();
    }

    public static Known churnWithProbabilities(int rows, long seed) {
        var random = new SplittableRandom(seed);
        var drawn = new ArrayList<TrainingSet.Row>();
        var probabilities = new ArrayList<Double>();
        for (int i = 0; i < rows; i++) {
            int months = random.nextInt(72);
            double amount = Math.exp(3 + 1.5 * random.nextGaussian());
            int plan = random.nextInt(3);
            int city = random.nextInt(CITIES);
            int complained = random.nextInt(4) == 0 ? 1 : 0;
            double logOdds =
                    -0.6
                            - 0.04 * months
                            + 0.4 * (Math.log(amount) - 3)
                            + (plan == 0 ? 1.0 : plan == 1 ? -0.8 : 0)
                            + (city % 10 == 0 ? 0.7 : 0)
                            + 0.9 * complained;
            boolean missing = random.nextInt(10) == 0;
            if (missing) {
                logOdds += 0.5;
            }
            double probability = 1 / (1 + Math.exp(-logOdds));
            probabilities.add(probability);
            drawn.add(
                    new TrainingSet.Row(
                            "c" + i,
                            FeatureVector.of(
                                    months,
                                    missing ? Double.NaN : amount,
                                    plan,
                                    city,
                                    complained,
                                    7),
                            random.nextDouble() < probability));
        }
        return new Known(new TrainingSet(contract(), drawn, "0".repeat(64)), probabilities);
    }

    /// Each row a day later than the one before; in the latest fifth the labels are turned round.
    public static TrainingSet turning(int rows, long seed) {
        var churn = churn(rows, seed);
        var plain = churn.contract();
        var contract =
                new FeatureContract(
                        plain.id(),
                        plain.title(),
                        plain.identifier(),
                        new FeatureContract.Label(
                                "left", "yes", "no", new TimeColumn.Column("seen")),
                        plain.features(),
                        plain.risk(),
                        plain.decisionThreshold(),
                        plain.advice(),
                        plain.floors());
        var timed = new ArrayList<TrainingSet.Row>();
        for (int i = 0; i < rows; i++) {
            var row = churn.rows().get(i);
            timed.add(
                    new TrainingSet.Row(
                            row.entity(),
                            row.features(),
                            row.positive() == i < rows * 4 / 5,
                            new TrainingSet.Moment.At(FIRST_DAY.plus(Duration.ofDays(i)))));
        }
        return new TrainingSet(contract, timed, churn.sha256());
    }

    /// One number and one category per row; `telling` of them gives the label away.
    public static TrainingSet leaking(int rows, Telling telling) {
        var features =
                List.of(
                        number("noise"),
                        number("refund"),
                        new Feature.Categorical(
                                "reason",
                                List.of("none", "moved", "price", "other"),
                                REFUSED,
                                REFUSED));
        var random = new SplittableRandom(5);
        var drawn = new ArrayList<TrainingSet.Row>();
        for (int i = 0; i < rows; i++) {
            boolean positive = i % 3 == 0;
            double refund = random.nextDouble(100);
            int reason = random.nextInt(4);
            switch (telling) {
                case HIGH_NUMBER -> refund = positive ? 1000 + refund : refund;
                case LOW_NUMBER -> refund = positive ? refund : 1000 + refund;
                case MIDDLE_NUMBER ->
                        refund = positive ? 500 + refund : random.nextInt(2) * 1000 + refund;
                case MISSING_NUMBER -> refund = positive ? Double.NaN : refund;
                case CATEGORY -> reason = positive ? 1 + random.nextInt(3) : 0;
                case NOTHING -> {}
            }
            drawn.add(
                    new TrainingSet.Row(
                            "c" + i,
                            FeatureVector.of(random.nextDouble(), refund, reason),
                            positive));
        }
        return new TrainingSet(contract(features), drawn, "1".repeat(64));
    }

    /// What gives the label of a leaking set away.
    public enum Telling {
        HIGH_NUMBER,
        LOW_NUMBER,
        MIDDLE_NUMBER,
        MISSING_NUMBER,
        CATEGORY,
        NOTHING
    }

    /// The first `positives` rows have the label, the others not; no row is like another.
    public static TrainingSet unbalanced(int rows, int positives) {
        var random = new SplittableRandom(11);
        var drawn = new ArrayList<TrainingSet.Row>();
        for (int i = 0; i < rows; i++) {
            drawn.add(
                    new TrainingSet.Row(
                            "c" + i,
                            FeatureVector.of(random.nextDouble(), random.nextDouble()),
                            i < positives));
        }
        return new TrainingSet(contract(List.of(number("a"), number("b"))), drawn, "2".repeat(64));
    }

    /// Every row has the same features.
    public static TrainingSet constant(int rows) {
        var drawn = new ArrayList<TrainingSet.Row>();
        for (int i = 0; i < rows; i++) {
            drawn.add(new TrainingSet.Row("c" + i, FeatureVector.of(1, 2), i % 2 == 0));
        }
        return new TrainingSet(contract(List.of(number("a"), number("b"))), drawn, "3".repeat(64));
    }
}
