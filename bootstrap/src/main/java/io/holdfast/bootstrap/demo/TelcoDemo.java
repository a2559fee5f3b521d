package io.holdfast.bootstrap.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A made-up telephone company: the same customers at every call, each with the probability that
/// was rolled for it. docs/demo-data.md describes the process; nothing of it is real.
public final class TelcoDemo {

    public static final int CUSTOMERS = 5_000;

    private static final long SEED = 7_412_026L;

    private static final String HEADER =
            "customerID,gender,SeniorCitizen,Partner,Dependents,tenure,PhoneService,MultipleLines,"
                    + "InternetService,OnlineSecurity,OnlineBackup,DeviceProtection,TechSupport,"
                    + "StreamingTV,StreamingMovies,Contract,PaperlessBilling,PaymentMethod,"
                    + "MonthlyCharges,TotalCharges,Churn";

    /// @param line the customer's line of the CSV
    /// @param probability of leaving, as the process has it
    public record Customer(String line, double probability, boolean churned) {}

    private final RandomGenerator random = new SplittableRandom(SEED);

    private TelcoDemo() {}

    public static List<Customer> customers() {
        var demo = new TelcoDemo();
        var customers = new ArrayList<Customer>(CUSTOMERS);
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.add(demo.customer(i));
        }
        return customers;
    }

    public static String csv() {
        var csv = new StringBuilder(HEADER).append('\n');
        customers().forEach(customer -> csv.append(customer.line()).append('\n'));
        return csv.toString();
    }

    private Customer customer(int index) {
        boolean senior = chance(0.16);
        boolean partner = chance(0.48);
        boolean dependents = chance(senior ? 0.1 : partner ? 0.5 : 0.12);
        var contract = pick(List.of("Month-to-month", "One year", "Two year"), 0.55, 0.21);
        int tenure = tenure(contract);
        boolean phone = chance(0.9);
        var internet = pick(List.of("Fiber optic", "DSL", "No"), senior ? 0.6 : 0.42, 0.34);
        var services = services(internet, tenure);
        boolean streamingTv = !internet.equals("No") && chance(0.5);
        boolean streamingMovies = !internet.equals("No") && chance(streamingTv ? 0.75 : 0.25);
        boolean paperless = chance(internet.equals("Fiber optic") ? 0.77 : 0.48);
        var payment =
                pick(
                        List.of(
                                "Electronic check",
                                "Mailed check",
                                "Bank transfer (automatic)",
                                "Credit card (automatic)"),
                        internet.equals("Fiber optic") ? 0.5 : 0.22,
                        0.22,
                        0.2);
        boolean lines = phone && chance(0.45);
        double monthly = monthly(phone, lines, internet, services, streamingTv, streamingMovies);
        double total =
                Math.round(monthly * tenure * (0.95 + 0.1 * random.nextDouble()) * 100) / 100.0;
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
        boolean churned = chance(probability);
        var line =
                String.join(
                        ",",
                        String.format(Locale.ROOT, "DEMO-%05d", index + 1),
                        chance(0.5) ? "Female" : "Male",
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
                        String.format(Locale.ROOT, "%.2f", monthly),
                        tenure == 0 ? " " : String.format(Locale.ROOT, "%.2f", total),
                        yes(churned));
        return new Customer(line, probability, churned);
    }

    private record Services(boolean security, boolean backup, boolean protection, boolean support) {
        int count() {
            return (security ? 1 : 0) + (backup ? 1 : 0) + (protection ? 1 : 0) + (support ? 1 : 0);
        }
    }

    private Services services(String internet, int tenure) {
        if (internet.equals("No")) {
            return new Services(false, false, false, false);
        }
        double share = 0.2 + 0.4 * tenure / 72;
        return new Services(chance(share), chance(share), chance(share), chance(share));
    }

    /// Months: short for customers without a commitment, long for those with one.
    private int tenure(String contract) {
        double months =
                switch (contract) {
                    case "Month-to-month" -> -18 * Math.log(1 - random.nextDouble());
                    case "One year" -> 42 + 17 * random.nextGaussian();
                    default -> 57 + 15 * random.nextGaussian();
                };
        return Math.clamp(Math.round(months), 0, 72);
    }

    private double monthly(
            boolean phone,
            boolean lines,
            String internet,
            Services services,
            boolean streamingTv,
            boolean streamingMovies) {
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
                        + 1.5 * random.nextGaussian();
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
        logOdds -= 0.9 * Math.log1p(tenure) - 1.6;
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
        return 1 / (1 + Math.exp(-logOdds));
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// The first choices with the given shares, the last with what is left.
    private String pick(List<String> choices, double... shares) {
        double roll = random.nextDouble();
        for (int i = 0; i < shares.length; i++) {
            roll -= shares[i];
            if (roll < 0) {
                return choices.get(i);
            }
        }
        return choices.getLast();
    }

    private static String yes(boolean value) {
        return value ? "Yes" : "No";
    }

    private static String online(String internet, boolean value) {
        return internet.equals("No") ? "No internet service" : yes(value);
    }
}
