package io.holdfast.bootstrap.demo;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A made-up bicycle shop's products.
final class ReturnRiskDemo implements DemoProcess {

    private static final List<String> BIKES =
            List.of("Mountain Bikes", "Road Bikes", "Touring Bikes");
    private static final List<String> CLOTHING =
            List.of(
                    "Bib-Shorts",
                    "Caps",
                    "Gloves",
                    "Jerseys",
                    "Shorts",
                    "Socks",
                    "Tights",
                    "Vests");
    private static final List<String> ACCESSORIES =
            List.of(
                    "Bike Racks",
                    "Bike Stands",
                    "Bottles and Cages",
                    "Cleaners",
                    "Fenders",
                    "Helmets",
                    "Hydration Packs",
                    "Lights",
                    "Locks",
                    "Panniers",
                    "Pumps",
                    "Tires and Tubes");
    static final Set<String> CLOSE_FITTING = Set.of("Bib-Shorts", "Jerseys", "Shorts", "Tights");

    /// What the contract takes where a product has no figures.
    private static final double RATE_UNKNOWN = 0.02;

    private static final long SALES_UNKNOWN = 50;

    @Override
    public String contract() {
        return "return-risk";
    }

    @Override
    public String header() {
        return "product_id,category,subcategory,list_price,return_rate,sales_volume,high_return";
    }

    @Override
    public long seed() {
        return 2_105_2026L;
    }

    @Override
    public int size() {
        return 2_000;
    }

    @Override
    public DemoSet.Row row(int index, Dice dice) {
        var category = dice.pick(List.of("Accessories", "Bikes", "Clothing"), 0.35, 0.3);
        var subcategory = dice.pick(subcategories(category));
        double price = Cells.round(price(category, dice), 100);
        boolean isMeasured = dice.chance(0.92);
        double measured = Cells.round(Math.min(dice.logNormal(0.025, 0.7), 0.5), 10_000);
        double rate = isMeasured ? measured : RATE_UNKNOWN;
        boolean isCounted = dice.chance(0.94);
        long counted = Math.round(dice.logNormal(category.equals("Bikes") ? 60 : 180, 0.9));
        long sales = isCounted ? counted : SALES_UNKNOWN;
        double probability = probability(category, subcategory, price, rate, sales);
        boolean comesBack = dice.chance(probability);
        var line =
                String.join(
                        ",",
                        DemoProcess.id(index),
                        category,
                        subcategory,
                        Cells.hundredths(price),
                        isMeasured ? String.format(Locale.ROOT, "%.4f", rate) : Cells.BLANK,
                        isCounted ? Long.toString(sales) : Cells.BLANK,
                        Cells.flag(comesBack));
        return new DemoSet.Row(line, probability, comesBack);
    }

    /// As the contract spells them.
    static List<String> subcategories(String category) {
        return switch (category) {
            case "Bikes" -> BIKES;
            case "Clothing" -> CLOTHING;
            default -> ACCESSORIES;
        };
    }

    static double price(String category, Dice dice) {
        return switch (category) {
            case "Bikes" -> dice.logNormal(1_400, 0.5);
            case "Clothing" -> dice.logNormal(45, 0.4);
            default -> dice.logNormal(30, 0.7);
        };
    }

    /// The log-odds that docs/demo-data.md writes down.
    private static double probability(
            String category, String subcategory, double price, double rate, long sales) {
        double logOdds = -1.3;
        logOdds += 1.3 * StrictMath.log((rate + 0.002) / 0.025);
        logOdds -= 0.2 * StrictMath.log((sales + 1) / 100.0);
        logOdds += CLOSE_FITTING.contains(subcategory) ? 1.0 : 0;
        // A dear bike is looked at more closely than a cheap one; for the rest price says nothing.
        logOdds += category.equals("Bikes") && price > 1_800 ? 1.2 : 0;
        return Dice.probability(logOdds);
    }
}
