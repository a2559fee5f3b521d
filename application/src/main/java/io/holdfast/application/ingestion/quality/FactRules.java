package io.holdfast.application.ingestion.quality;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;

/// Whether the fields of a fact contradict each other.
final class FactRules {

    /// No rule is about this fact, or what it asks for is not there.
    static final int UNCHECKED = -2;

    static final int FINE = -1;

    /// What rounding of prices and totals may amount to. Money is compared as double here, since
    /// millions of facts are: nothing of it is stored or told, and up to 10^12 a double is off by
    /// less than a hundredth of this.
    private static final double CENTS = 0.02;

    private static final double ROUNDING = 1e-4;
    private static final int DAY_LENGTH = 10;

    private static final int BORN = FactKind.CUSTOMERS.indexOf("birth_date");
    private static final int REGISTERED = FactKind.CUSTOMERS.indexOf("registered_at");
    private static final int BALANCE = FactKind.LOYALTY.indexOf("points_balance");
    private static final int EARNED = FactKind.LOYALTY.indexOf("points_earned");
    private static final int REDEEMED = FactKind.LOYALTY.indexOf("points_redeemed");
    private static final int SUBTOTAL = FactKind.ORDERS.indexOf("subtotal");
    private static final int ORDER_DISCOUNT = FactKind.ORDERS.indexOf("discount");
    private static final int TOTAL = FactKind.ORDERS.indexOf("total");
    private static final int QUANTITY = FactKind.ORDER_LINES.indexOf("quantity");
    private static final int UNIT_PRICE = FactKind.ORDER_LINES.indexOf("unit_price");
    private static final int LINE_DISCOUNT = FactKind.ORDER_LINES.indexOf("discount");
    private static final int LINE_TOTAL = FactKind.ORDER_LINES.indexOf("line_total");
    private static final int CREATED = FactKind.TICKETS.indexOf("created_at");
    private static final int RESOLVED = FactKind.TICKETS.indexOf("resolved_at");

    private FactRules() {}

    /// @return the field that is at fault, or `FINE`, or `UNCHECKED`
    static int check(Fact fact) {
        return switch (fact.kind()) {
            case CUSTOMERS -> birth(fact);
            case LOYALTY -> points(fact);
            case ORDERS -> order(fact);
            case ORDER_LINES -> line(fact);
            case TICKETS -> ticket(fact);
            case PRODUCTS, RETURNS, APP_SESSIONS, EVENTS, EXTERNAL_IDS, RECORDS -> UNCHECKED;
        };
    }

    /// Days and moments are compared as texts: each has one spelling, in the order of time.
    private static int birth(Fact fact) {
        var born = fact.at(BORN);
        var registered = fact.at(REGISTERED);
        if (born == null || registered == null || registered.length() < DAY_LENGTH) {
            return UNCHECKED;
        }
        return born.compareTo(registered.substring(0, DAY_LENGTH)) > 0 ? REGISTERED : FINE;
    }

    /// What is left cannot be more than was earned and not redeemed.
    private static int points(Fact fact) {
        if (fact.at(EARNED) == null || (fact.at(REDEEMED) == null && fact.at(BALANCE) == null)) {
            return UNCHECKED;
        }
        double earned = number(fact, EARNED);
        double redeemed = number(fact, REDEEMED);
        if (redeemed > earned) {
            return REDEEMED;
        }
        return number(fact, BALANCE) > earned - redeemed ? BALANCE : FINE;
    }

    /// Taxes and shipping add to what is paid; only a discount makes it less.
    private static int order(Fact fact) {
        if (fact.at(SUBTOTAL) == null || fact.at(TOTAL) == null) {
            return UNCHECKED;
        }
        double least = number(fact, SUBTOTAL) - number(fact, ORDER_DISCOUNT);
        return number(fact, TOTAL) < least - tolerance(least) ? TOTAL : FINE;
    }

    /// The discount may be in the total, or told beside it.
    private static int line(Fact fact) {
        if (fact.at(UNIT_PRICE) == null || fact.at(LINE_TOTAL) == null) {
            return UNCHECKED;
        }
        double full = number(fact, QUANTITY) * number(fact, UNIT_PRICE);
        double difference = full - number(fact, LINE_TOTAL);
        double tolerance = tolerance(full);
        boolean fits =
                Math.abs(difference) <= tolerance
                        || Math.abs(difference - number(fact, LINE_DISCOUNT)) <= tolerance;
        return fits ? FINE : LINE_TOTAL;
    }

    private static int ticket(Fact fact) {
        var created = fact.at(CREATED);
        var resolved = fact.at(RESOLVED);
        if (created == null || resolved == null) {
            return UNCHECKED;
        }
        return Moments.isBefore(resolved, created) ? RESOLVED : FINE;
    }

    private static double tolerance(double amount) {
        return CENTS + ROUNDING * Math.abs(amount);
    }

    /// 0 for none.
    private static double number(Fact fact, int field) {
        var text = fact.at(field);
        return text == null ? 0 : Figures.read(text);
    }
}
