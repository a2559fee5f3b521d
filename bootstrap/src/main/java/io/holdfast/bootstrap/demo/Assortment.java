package io.holdfast.bootstrap.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the made-up shop sells, and how often each product comes back.
final class Assortment {

    /// In the order in which the products are numbered.
    enum Category {
        ACCESSORIES("Accessories", 0.025),
        BIKES("Bikes", 0.035),
        CLOTHING("Clothing", 0.08);

        private final String label;
        private final double returned;

        Category(String label, double returned) {
            this.label = label;
            this.returned = returned;
        }

        /// As contract `return-risk` spells it.
        String label() {
            return label;
        }
    }

    /// @param returned how likely a sold line comes back
    record Product(
            String id,
            String name,
            Category category,
            String subcategory,
            String brand,
            double price,
            double cost,
            LocalDate since,
            double returned) {}

    private static final int PRODUCTS_EACH = 16;
    private static final double NEW_SHARE = 0.15;
    private static final double RETURNED_MAX = 0.5;
    private static final double CLOSE_FITTING = 1.5;
    private static final double DEAR_BIKE = 1.6;
    private static final double DEAR_BIKE_FROM = 1_800;
    private static final int TRIES = 5;
    private static final List<String> BRANDS =
            List.of("Alvero", "Birkwind", "Corvane", "Dalehaven", "Estrel", "Fjordkind");
    private static final List<String> LINES =
            List.of("Alpine", "City", "Classic", "Comfort", "Pro", "Sport", "Tour", "Trail");

    private final List<Product> products;
    private final Map<Category, List<Product>> byCategory = new EnumMap<>(Category.class);

    private Assortment(List<Product> products) {
        this.products = List.copyOf(products);
        for (var category : Category.values()) {
            byCategory.put(
                    category,
                    products.stream().filter(product -> product.category() == category).toList());
        }
    }

    /// The same at every call with the same dice.
    ///
    /// @param start before which most products were there
    /// @param days after it, within which the others came
    static Assortment draw(Dice dice, LocalDate start, int days) {
        var products = new ArrayList<Product>();
        for (var category : Category.values()) {
            for (var subcategory : ReturnRiskDemo.subcategories(category.label())) {
                for (int i = 0; i < PRODUCTS_EACH; i++) {
                    products.add(
                            product(products.size() + 1, category, subcategory, dice, start, days));
                }
            }
        }
        return new Assortment(products);
    }

    private static Product product(
            int number,
            Category category,
            String subcategory,
            Dice dice,
            LocalDate start,
            int days) {
        var brand = dice.pick(BRANDS);
        double price = Cells.round(Math.max(ReturnRiskDemo.price(category.label(), dice), 3), 100);
        boolean isNew = dice.chance(NEW_SHARE);
        var since = isNew ? start.plusDays(dice.below(days)) : start.minusDays(1 + dice.below(900));
        double returned = dice.logNormal(category.returned, 0.5);
        returned *= ReturnRiskDemo.CLOSE_FITTING.contains(subcategory) ? CLOSE_FITTING : 1;
        returned *= category == Category.BIKES && price > DEAR_BIKE_FROM ? DEAR_BIKE : 1;
        var name =
                "%s %s %s %d"
                        .formatted(brand, dice.pick(LINES), subcategory, 100 + dice.below(900));
        return new Product(
                String.format(Locale.ROOT, "PROD-%04d", number),
                name,
                category,
                subcategory,
                brand,
                price,
                Cells.round(price * (0.5 + 0.25 * dice.uniform()), 100),
                since,
                Math.min(returned, RETURNED_MAX));
    }

    List<Product> products() {
        return products;
    }

    /// One that was there on the day; the first of each subcategory are asked for most.
    Product pick(Category category, LocalDate day, Dice dice) {
        var choices = byCategory.getOrDefault(category, List.of());
        for (int i = 0; i < TRIES; i++) {
            int rank = (int) (choices.size() * StrictMath.pow(dice.uniform(), 1.5));
            // One subcategory after the other, so that each has its share of what sells best.
            int shelves = choices.size() / PRODUCTS_EACH;
            var product = choices.get(rank % shelves * PRODUCTS_EACH + rank / shelves);
            if (!product.since().isAfter(day)) {
                return product;
            }
        }
        return choices.stream()
                .filter(product -> !product.since().isAfter(day))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing to sell: " + category));
    }

    /// What a line is about.
    static Category category(LocalDate day, Dice dice) {
        double bikes = Seasons.isRidingSeason(day) ? 0.065 : 0.04;
        double roll = dice.uniform();
        if (roll < bikes) {
            return Category.BIKES;
        }
        return roll < bikes + 0.38 ? Category.CLOTHING : Category.ACCESSORIES;
    }
}
