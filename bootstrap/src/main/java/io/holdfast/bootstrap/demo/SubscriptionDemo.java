package io.holdfast.bootstrap.demo;

import java.util.List;

/// A made-up telephone and internet service's subscribers.
final class SubscriptionDemo implements DemoProcess {

    @Override
    public String contract() {
        return "subscription";
    }

    @Override
    public String header() {
        return "customer_id,age,gender,income,tenure_months,monthly_charges,total_charges,"
                + "phone_service,streaming_tv,streaming_movies,tech_support,device_protection,"
                + "paperless_billing,internet_service,contract_type,payment_method,churned";
    }

    @Override
    public long seed() {
        return 3_006_2026L;
    }

    @Override
    public int size() {
        return 3_000;
    }

    private record Booked(
            boolean phone,
            String internet,
            boolean television,
            boolean films,
            boolean support,
            boolean protection) {

        static Booked roll(Dice dice) {
            var internet = dice.pick(List.of("Fiber optic", "DSL", "No"), 0.44, 0.34);
            boolean online = !internet.equals("No");
            return new Booked(
                    dice.chance(0.9),
                    internet,
                    online && dice.chance(0.5),
                    online && dice.chance(0.5),
                    online && dice.chance(0.37),
                    online && dice.chance(0.44));
        }

        /// What it costs a month.
        double price() {
            return (phone ? 20 : 0)
                    + switch (internet) {
                        case "Fiber optic" -> 48;
                        case "DSL" -> 26;
                        default -> 0;
                    }
                    + (television ? 10 : 0)
                    + (films ? 10 : 0)
                    + (support ? 6 : 0)
                    + (protection ? 6 : 0);
        }
    }

    @Override
    public DemoSet.Row row(int index, Dice dice) {
        int age = Math.clamp(Math.round(44 + 15 * dice.gaussian()), 18, 90);
        var commitment = dice.pick(List.of("Month-to-month", "One year", "Two year"), 0.55, 0.22);
        int tenure = tenure(commitment, dice);
        var booked = Booked.roll(dice);
        double monthly = Cells.round(Math.max(booked.price() + 2 * dice.gaussian(), 18.25), 100);
        boolean paperless = dice.chance(0.59);
        var payment =
                dice.pick(
                        List.of("Electronic check", "Mailed check", "Bank transfer", "Credit card"),
                        0.34,
                        0.22,
                        0.22);
        double probability =
                probability(age, commitment, tenure, booked, monthly, paperless, payment);
        boolean churned = dice.chance(probability);
        var line =
                String.join(
                        ",",
                        DemoProcess.id(index),
                        Integer.toString(age),
                        dice.pick(List.of("female", "male", "other"), 0.49, 0.49),
                        Cells.whole(100 * Math.rint(dice.logNormal(520, 0.5))),
                        Integer.toString(tenure),
                        Cells.hundredths(monthly),
                        Cells.hundredths(monthly * tenure * (0.85 + 0.2 * dice.uniform())),
                        Cells.flag(booked.phone()),
                        Cells.flag(booked.television()),
                        Cells.flag(booked.films()),
                        Cells.flag(booked.support()),
                        Cells.flag(booked.protection()),
                        Cells.flag(paperless),
                        booked.internet(),
                        commitment,
                        payment,
                        Cells.flag(churned));
        return new DemoSet.Row(line, probability, churned);
    }

    /// Months: short for subscribers without a commitment, long for those with one.
    private static int tenure(String commitment, Dice dice) {
        double months =
                switch (commitment) {
                    case "Month-to-month" -> dice.exponential(18);
                    case "One year" -> 40 + 17 * dice.gaussian();
                    default -> 55 + 15 * dice.gaussian();
                };
        return Math.clamp(Math.round(months), 0, 72);
    }

    /// The log-odds that docs/demo-data.md writes down.
    private static double probability(
            int age,
            String commitment,
            int tenure,
            Booked booked,
            double monthly,
            boolean paperless,
            String payment) {
        double logOdds = 0.3;
        logOdds +=
                switch (commitment) {
                    case "Month-to-month" -> 0.9;
                    case "Two year" -> -0.8;
                    default -> 0;
                };
        logOdds -= 0.75 * StrictMath.log1p(tenure);
        logOdds +=
                switch (booked.internet()) {
                    case "Fiber optic" -> 0.6;
                    case "No" -> -0.5;
                    default -> 0;
                };
        logOdds -= booked.support() ? 0.5 : 0;
        logOdds -= booked.protection() ? 0.25 : 0;
        logOdds += payment.equals("Electronic check") ? 0.35 : 0;
        logOdds += paperless ? 0.2 : 0;
        logOdds += 0.01 * (monthly - 65);
        logOdds -= 0.015 * (age - 44);
        // The young look around when the bill is high.
        logOdds += age < 30 && monthly > 75 ? 0.8 : 0;
        return Dice.probability(logOdds);
    }
}
