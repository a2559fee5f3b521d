package io.holdfast.bootstrap.demo;

import java.util.List;

/// A made-up shop's customers by what, when and how often they bought.
final class RfmDemo implements DemoProcess {

    private static final int RECENCY_MAX = 720;

    @Override
    public String contract() {
        return "rfm";
    }

    @Override
    public String header() {
        return "customer_id,recency,frequency,monetary,avg_order_value,total_quantity,"
                + "annual_income,total_children,education_level,occupation,home_owner,churned";
    }

    @Override
    public long seed() {
        return 1_804_2026L;
    }

    @Override
    public int size() {
        return 3_000;
    }

    @Override
    public DemoSet.Row row(int index, Dice dice) {
        double loyalty = dice.gaussian();
        int orders = 1 + (int) Math.min(dice.logNormal(2.2, 0.5) * StrictMath.exp(loyalty / 2), 60);
        long recency =
                Math.min(
                        Math.round(dice.exponential(85 * StrictMath.exp(-0.4 * loyalty))),
                        RECENCY_MAX);
        double spent = Cells.round(orders * dice.logNormal(60, 0.6), 100);
        long items = Math.round(orders * (1 + 2 * dice.uniform()));
        var occupation = occupation(dice);
        boolean owner = dice.chance(0.67);
        double probability = probability(recency, orders, spent, occupation, owner);
        boolean churned = dice.chance(probability);
        var line =
                String.join(
                        ",",
                        DemoProcess.id(index),
                        Long.toString(recency),
                        Integer.toString(orders),
                        Cells.hundredths(spent),
                        dice.chance(0.1) ? Cells.BLANK : Cells.hundredths(spent / orders),
                        dice.chance(0.05) ? Cells.BLANK : Long.toString(items),
                        dice.chance(0.05)
                                ? Cells.BLANK
                                : Cells.whole(10_000 * Math.rint(dice.logNormal(5.5, 0.5))),
                        Integer.toString(dice.repeats(0.6, 5)),
                        dice.chance(0.04) ? Cells.BLANK : education(dice),
                        dice.chance(0.04) ? Cells.BLANK : occupation,
                        owner ? "Y" : "N",
                        Cells.flag(churned));
        return new DemoSet.Row(line, probability, churned);
    }

    static String occupation(Dice dice) {
        return dice.pick(
                List.of("Clerical", "Management", "Manual", "Professional", "Skilled Manual"),
                0.16,
                0.17,
                0.13,
                0.3);
    }

    static String education(Dice dice) {
        return dice.pick(
                List.of(
                        "Bachelors",
                        "Graduate Degree",
                        "High School",
                        "Partial College",
                        "Partial High School"),
                0.29,
                0.17,
                0.18,
                0.27);
    }

    /// The log-odds that docs/demo-data.md writes down.
    private static double probability(
            long recency, int orders, double spent, String occupation, boolean owner) {
        double logOdds = -0.9;
        logOdds += 1.1 * StrictMath.log1p(recency / 30.0);
        logOdds -= 0.9 * StrictMath.log(orders);
        logOdds -= 0.25 * StrictMath.log((spent + 1) / 150);
        logOdds += occupation.equals("Manual") ? 0.3 : 0;
        logOdds -= owner ? 0.2 : 0;
        // Who bought once or twice and stayed away for months hardly ever comes back.
        logOdds += recency > 120 && orders <= 2 ? 0.7 : 0;
        return Dice.probability(logOdds);
    }
}
