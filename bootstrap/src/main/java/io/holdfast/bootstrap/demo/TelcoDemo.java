package io.holdfast.bootstrap.demo;

import java.util.List;

/// A made-up telephone company's customers.
public final class TelcoDemo implements DemoProcess {

    private static final String HEADER =
            "customerID,gender,SeniorCitizen,Partner,Dependents,tenure,PhoneService,MultipleLines,"
                    + "InternetService,OnlineSecurity,OnlineBackup,DeviceProtection,TechSupport,"
                    + "StreamingTV,StreamingMovies,Contract,PaperlessBilling,PaymentMethod,"
                    + "MonthlyCharges,TotalCharges,Churn";

    /// The file that every installation has.
    public static String csv() {
        return new TelcoDemo().standard().csv();
    }

    @Override
    public String contract() {
        return "telco";
    }

    @Override
    public String header() {
        return HEADER;
    }

    @Override
    public long seed() {
        return 7_412_026L;
    }

    @Override
    public int size() {
        return 5_000;
    }

    @Override
    public DemoSet.Row row(int index, Dice dice) {
        boolean senior = dice.chance(0.16);
        boolean partner = dice.chance(0.48);
        boolean dependents = dice.chance(senior ? 0.1 : partner ? 0.5 : 0.12);
        var contract = dice.pick(List.of("Month-to-month", "One year", "Two year"), 0.55, 0.21);
        int tenure = tenure(contract, dice);
        boolean phone = dice.chance(0.9);
        var internet = dice.pick(List.of("Fiber optic", "DSL", "No"), senior ? 0.6 : 0.42, 0.34);
        var services = services(internet, tenure, dice);
        boolean streamingTv = !internet.equals("No") && dice.chance(0.5);
        boolean streamingMovies = !internet.equals("No") && dice.chance(streamingTv ? 0.75 : 0.25);
        boolean paperless = dice.chance(internet.equals("Fiber optic") ? 0.77 : 0.48);
        var payment =
                dice.pick(
                        List.of(
                                "Electronic check",
                                "Mailed check",
                                "Bank transfer (automatic)",
                                "Credit card (automatic)"),
                        internet.equals("Fiber optic") ? 0.5 : 0.22,
                        0.22,
                        0.2);
        boolean lines = phone && dice.chance(0.45);
        double monthly =
                monthly(phone, lines, internet, services, streamingTv, streamingMovies, dice);
        double total = Math.round(monthly * tenure * (0.95 + 0.1 * dice.uniform()) * 100) / 100.0;
        double probability =
                probability(
                        contract,
                        tenure,
                        internet,
                        services,
                        payment,
                        senior,
                        dependents,
                        paperless,
                        monthly);
        boolean churned = dice.chance(probability);
        var line =
                String.join(
                        ",",
                        DemoProcess.id(index),
                        dice.chance(0.5) ? "Female" : "Male",
                        senior ? "1" : "0",
                        yes(partner),
                        yes(dependents),
                        Integer.toString(tenure),
                        yes(phone),
                        phone ? yes(lines) : "No phone service",
                        internet,
                        online(internet, services.security()),
                        online(internet, services.backup()),
                        online(internet, services.protection()),
                        online(internet, services.support()),
                        online(internet, streamingTv),
                        online(internet, streamingMovies),
                        contract,
                        yes(paperless),
                        payment,
                        Cells.hundredths(monthly),
                        tenure == 0 ? " " : Cells.hundredths(total),
                        yes(churned));
        return new DemoSet.Row(line, probability, churned);
    }

    private record Services(boolean security, boolean backup, boolean protection, boolean support) {
        int count() {
            return (security ? 1 : 0) + (backup ? 1 : 0) + (protection ? 1 : 0) + (support ? 1 : 0);
        }
    }

    private static Services services(String internet, int tenure, Dice dice) {
        if (internet.equals("No")) {
            return new Services(false, false, false, false);
        }
        double share = 0.2 + 0.4 * tenure / 72;
        return new Services(
                dice.chance(share), dice.chance(share), dice.chance(share), dice.chance(share));
    }

    /// Months: short for customers without a commitment, long for those with one.
    private static int tenure(String contract, Dice dice) {
        double months =
                switch (contract) {
                    case "Month-to-month" -> dice.exponential(18);
                    case "One year" -> 42 + 17 * dice.gaussian();
                    default -> 57 + 15 * dice.gaussian();
                };
        return Math.clamp(Math.round(months), 0, 72);
    }

    private static double monthly(
            boolean phone,
            boolean lines,
            String internet,
            Services services,
            boolean streamingTv,
            boolean streamingMovies,
            Dice dice) {
        double price =
                (phone ? 20 : 0)
                        + (lines ? 5 : 0)
                        + switch (internet) {
                            case "Fiber optic" -> 50;
                            case "DSL" -> 25;
                            default -> 0;
                        }
                        + 5 * services.count()
                        + (streamingTv ? 10 : 0)
                        + (streamingMovies ? 10 : 0)
                        + 1.5 * dice.gaussian();
        return Math.round(Math.max(price, 18.25) * 100) / 100.0;
    }

    /// The log-odds that docs/demo-data.md writes down.
    private static double probability(
            String contract,
            int tenure,
            String internet,
            Services services,
            String payment,
            boolean senior,
            boolean dependents,
            boolean paperless,
            double monthly) {
        double logOdds = -1.35;
        logOdds +=
                switch (contract) {
                    case "Month-to-month" -> 1.1;
                    case "Two year" -> -1.0;
                    default -> 0;
                };
        logOdds -= 0.9 * StrictMath.log1p(tenure) - 1.6;
        logOdds +=
                switch (internet) {
                    case "Fiber optic" -> 0.9;
                    case "No" -> -0.8;
                    default -> 0;
                };
        logOdds -= 0.35 * services.count();
        logOdds += payment.equals("Electronic check") ? 0.4 : 0;
        logOdds += senior ? 0.25 : 0;
        logOdds -= dependents ? 0.2 : 0;
        logOdds += paperless ? 0.25 : 0;
        logOdds += 0.008 * (monthly - 65);
        // A newcomer who pays much leaves sooner than either fact alone would say.
        logOdds += tenure < 12 && monthly > 80 ? 0.5 : 0;
        return Dice.probability(logOdds);
    }

    private static String yes(boolean value) {
        return value ? "Yes" : "No";
    }

    private static String online(String internet, boolean value) {
        return internet.equals("No") ? "No internet service" : yes(value);
    }
}
