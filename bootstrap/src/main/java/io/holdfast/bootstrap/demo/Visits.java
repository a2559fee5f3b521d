package io.holdfast.bootstrap.demo;

import io.holdfast.bootstrap.demo.Life.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What customers of the made-up shop did on its pages in the last 30 days.
final class Visits {

    private static final int DAYS = 30;
    private static final int DAY_SECONDS = 86_400;
    private static final int STEP_SECONDS = 90;
    private static final int LONGEST = 20;

    private Visits() {}

    /// In the order of time.
    ///
    /// @param end before which all of them were
    static List<Event> roll(Shopper shopper, List<Life.Order> orders, long end, Dice dice) {
        var events = new ArrayList<Event>();
        long begin = end - DAYS * (long) DAY_SECONDS;
        double chance = Math.min(0.6, shopper.nature().orders() * dice.logNormal(0.07, 0.5));
        for (int day = 0; day < DAYS; day++) {
            if (dice.chance(chance)) {
                long at = begin + day * (long) DAY_SECONDS;
                visit(at + dice.below(DAY_SECONDS - LONGEST * STEP_SECONDS), events, dice);
            }
        }
        for (var order : orders) {
            if (order.at() >= begin && order.isCompleted() && !order.channel().equals("store")) {
                purchase(order, events);
            }
        }
        events.sort(Comparator.comparingLong(Event::at));
        return events;
    }

    private static void visit(long begin, List<Event> events, Dice dice) {
        if (dice.chance(0.15)) {
            events.add(new Event(begin, "bounce", Cells.BLANK));
            return;
        }
        long at = begin;
        var types = new ArrayList<>(List.of("login", "page_view"));
        for (int i = dice.repeats(0.5, 6); i > 0; i--) {
            types.add(dice.pick(List.of("product_view", "page_view", "search"), 0.55, 0.3));
        }
        if (dice.chance(0.2)) {
            types.add("add_to_cart");
        }
        if (dice.chance(0.5)) {
            types.add("logout");
        }
        for (var type : types) {
            events.add(new Event(at, type, Cells.BLANK));
            at += 1 + dice.below(STEP_SECONDS);
        }
    }

    private static void purchase(Life.Order order, List<Event> events) {
        var before = List.of("login", "product_view", "add_to_cart", "checkout");
        for (int i = 0; i < before.size(); i++) {
            long at = order.at() - (before.size() - i) * (long) STEP_SECONDS;
            events.add(new Event(at, before.get(i), Cells.BLANK));
        }
        events.add(new Event(order.at(), "purchase", order.id()));
    }
}
