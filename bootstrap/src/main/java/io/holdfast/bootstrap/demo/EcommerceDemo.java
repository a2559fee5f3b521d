package io.holdfast.bootstrap.demo;

import java.util.Locale;

/// A made-up online shop's customers by what they do there.
final class EcommerceDemo implements DemoProcess {

    @Override
    public String contract() {
        return "ecommerce";
    }

    @Override
    public String header() {
        return "customer_id,total_orders,total_spent,avg_order_value,days_since_last_order,"
                + "support_tickets,product_returns,email_engagement,login_frequency,"
                + "payment_failures,discount_usage,loyalty_points,account_age_days,churned";
    }

    @Override
    public long seed() {
        return 1_207_2026L;
    }

    @Override
    public int size() {
        return 3_000;
    }

    @Override
    public DemoSet.Row row(int index, Dice dice) {
        long accountAge = 10 + Math.round(1_490 * dice.uniform());
        long orders = 1 + Math.round(dice.logNormal(0.009, 0.7) * accountAge);
        double orderValue = dice.logNormal(55, 0.5);
        double spent = Cells.round(orders * orderValue, 100);
        long sinceLast = Math.min(Math.round(dice.exponential(45)), accountAge);
        int tickets = dice.repeats(0.5, 12);
        long returns = Math.round(orders * 0.3 * dice.uniform() * dice.uniform());
        double email = Cells.round(1 - StrictMath.sqrt(dice.uniform()), 100);
        double logins = Cells.round(dice.logNormal(6, 0.8), 10);
        int failures = dice.repeats(0.2, 6);
        double probability =
                probability(orders, sinceLast, tickets, returns, email, logins, failures);
        boolean churned = dice.chance(probability);
        var line =
                String.join(
                        ",",
                        DemoProcess.id(index),
                        Long.toString(orders),
                        Cells.hundredths(spent),
                        Cells.hundredths(spent / orders),
                        Long.toString(sinceLast),
                        Integer.toString(tickets),
                        Long.toString(returns),
                        Cells.hundredths(email),
                        String.format(Locale.ROOT, "%.1f", logins),
                        Integer.toString(failures),
                        Cells.hundredths(dice.uniform()),
                        Cells.whole(spent * (0.5 + dice.uniform())),
                        Long.toString(accountAge),
                        Cells.flag(churned));
        return new DemoSet.Row(line, probability, churned);
    }

    /// The log-odds that docs/demo-data.md writes down.
    private static double probability(
            long orders,
            long sinceLast,
            int tickets,
            long returns,
            double email,
            double logins,
            int failures) {
        double logOdds = -0.7;
        logOdds += 1.0 * StrictMath.log1p(sinceLast / 30.0);
        logOdds -= 1.8 * email;
        logOdds -= 0.5 * StrictMath.log1p(logins);
        logOdds -= 0.3 * StrictMath.log(orders / 5.0);
        logOdds += 0.2 * Math.min(tickets, 5);
        logOdds += 0.6 * Math.min(failures, 3);
        logOdds += 2.0 * returns / orders;
        // Trouble weighs more for somebody whom no mail reaches.
        logOdds += tickets > 2 && email < 0.3 ? 0.9 : 0;
        return Dice.probability(logOdds);
    }
}
