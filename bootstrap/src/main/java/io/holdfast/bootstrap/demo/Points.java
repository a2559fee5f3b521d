package io.holdfast.bootstrap.demo;

/// What a member of the made-up shop has spent and earned so far.
final class Points {

    private static final double SILVER = 500;
    private static final double GOLD = 2_000;
    private static final double PLATINUM = 6_000;

    private double spent;
    private long tierSince;

    void add(Life.Order order, long day) {
        var before = tier();
        spent = Cells.round(spent + order.total(), 100);
        if (!tier().equals(before)) {
            tierSince = day;
        }
    }

    double spent() {
        return spent;
    }

    boolean isGold() {
        return spent >= GOLD;
    }

    private String tier() {
        if (spent >= PLATINUM) {
            return "Platinum";
        }
        if (isGold()) {
            return "Gold";
        }
        return spent >= SILVER ? "Silver" : "Bronze";
    }

    /// A point for each unit of money.
    ///
    /// @param registered when who never rose began, as days since 1970
    Life.Loyalty loyalty(long registered, Dice dice) {
        long earned = (long) spent;
        long redeemed = Math.round(earned * 0.8 * dice.uniform() * dice.uniform());
        return new Life.Loyalty(tier(), earned, redeemed, tierSince == 0 ? registered : tierSince);
    }
}
