package io.holdfast.bootstrap.demo;

import io.holdfast.bootstrap.demo.Assortment.Category;
import io.holdfast.bootstrap.demo.Life.Check;
import io.holdfast.bootstrap.demo.Life.Line;
import io.holdfast.bootstrap.demo.Life.Order;
import io.holdfast.bootstrap.demo.Life.Return;
import io.holdfast.bootstrap.demo.Life.Session;
import io.holdfast.bootstrap.demo.Life.Ticket;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Lives one customer's life in the made-up shop day by day, as docs/demo-data.md describes.
final class Living {

    private static final int DAY_SECONDS = 86_400;
    private static final int HOUR_SECONDS = 3_600;
    private static final double DAYS_A_MONTH = 30;
    private static final double FIRST_ORDER = 0.65;
    private static final double DISCOUNT = 0.1;
    private static final int PENDING_DAYS = 2;

    private final Shopper shopper;
    private final Assortment assortment;
    private final LocalDate start;
    private final int days;
    private final Dice dice;
    private final List<Check> checks = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final List<Return> returns = new ArrayList<>();
    private final List<Ticket> tickets = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final Points points = new Points();

    /// @param start of the shop's records
    /// @param days that they go back
    Living(Shopper shopper, Assortment assortment, LocalDate start, int days, Dice dice) {
        this.shopper = shopper;
        this.assortment = assortment;
        this.start = start;
        this.days = days;
        this.dice = dice;
    }

    Life live() {
        int registered = (int) (shopper.registered().toEpochDay() - start.toEpochDay());
        int first = Math.max(registered, 0);
        boolean isThere = true;
        for (int day = first; day < days && isThere; day++) {
            if (day > first && (day - first) % Leaving.EVERY_DAYS == 0) {
                isThere = stays(day, registered);
            }
            if (isThere) {
                spend(day, day == registered);
            }
        }
        returns.sort(Comparator.comparingLong(Return::at));
        tickets.sort(Comparator.comparingLong(Ticket::at));
        var events = isThere ? Visits.roll(shopper, orders, end(), dice) : List.<Life.Event>of();
        return new Life(
                shopper,
                checks,
                orders,
                returns,
                tickets,
                sessions,
                events,
                points.spent(),
                points.loyalty(shopper.registered().toEpochDay(), dice));
    }

    private void spend(int day, boolean isFirst) {
        var nature = shopper.nature();
        double rate = nature.orders() / DAYS_A_MONTH * Seasons.factor(start.plusDays(day));
        double chance = 1 - StrictMath.exp(-rate);
        if (dice.chance(isFirst ? Math.max(FIRST_ORDER, chance) : chance)) {
            order(day);
        }
        if (nature.sessions() > 0 && dice.chance(Math.min(nature.sessions(), 0.5))) {
            int pages = 1 + dice.repeats(0.8, 40);
            sessions.add(
                    new Session(
                            moment(day),
                            Cells.round(dice.logNormal(4, 0.7), 100),
                            pages,
                            dice.repeats(0.6, 20)));
        }
    }

    private boolean stays(int day, int registered) {
        var leaving = leaving(day, registered);
        boolean leaves = dice.chance(leaving.probability());
        checks.add(new Check(day, leaving, leaves));
        return !leaves;
    }

    private Leaving leaving(int day, int registered) {
        long now = second(day);
        long trouble = second(day - Leaving.TROUBLE_DAYS);
        long sentBack = second(day - Leaving.RETURN_DAYS);
        long bought =
                orders.stream()
                        .filter(order -> order.isCompleted() && order.at() >= sentBack)
                        .mapToLong(order -> order.lines().size())
                        .sum();
        long back = returns.stream().filter(one -> one.at() >= sentBack && one.at() < now).count();
        return new Leaving(
                (int)
                        tickets.stream()
                                .filter(one -> one.at() >= trouble && one.at() < now)
                                .filter(Living::isBad)
                                .count(),
                bought == 0 ? 0 : Math.min(1, back / (double) bought),
                (int)
                        orders.stream()
                                .filter(one -> one.at() >= trouble)
                                .filter(one -> one.status().equals("failed"))
                                .count(),
                !sessions.isEmpty() && sessions.getLast().at() >= second(day - Leaving.APP_DAYS),
                shopper.nature().email(),
                shopper.nature().isMember() && points.isGold(),
                day - registered < Leaving.NEW_DAYS,
                shopper.household().occupation().equals("Manual"),
                shopper.household().ownsHome());
    }

    private static boolean isBad(Ticket ticket) {
        return !ticket.satisfaction().isEmpty() && Double.parseDouble(ticket.satisfaction()) <= 2;
    }

    private void order(int day) {
        var date = start.plusDays(day);
        var nature = shopper.nature();
        var lines = lines(date);
        double subtotal = Cells.round(lines.stream().mapToDouble(Line::total).sum(), 100);
        boolean isBargain = dice.chance(nature.bargains());
        var channel =
                dice.chance(0.75)
                        ? nature.channel()
                        : dice.pick(List.of("online", "mobile", "store"));
        var order =
                new Order(
                        String.format(
                                Locale.ROOT, "ORD-%s-%03d", shopper.number(), orders.size() + 1),
                        moment(day),
                        status(day),
                        channel,
                        dice.pick(
                                List.of("credit_card", "debit_card", "paypal", "bank_transfer"),
                                0.5,
                                0.25,
                                0.2),
                        subtotal,
                        isBargain ? Cells.round(subtotal * DISCOUNT, 100) : 0,
                        lines);
        orders.add(order);
        if (order.isCompleted()) {
            points.add(order, date.toEpochDay());
            lines.forEach(line -> mayComeBack(order, line));
            mayAsk(order.at(), dice.pick(List.of("delivery", "product", "account"), 0.5, 0.4), 0.1);
        } else if (order.status().equals("failed")) {
            mayAsk(order.at(), "billing", 0.3);
        }
    }

    private List<Line> lines(LocalDate date) {
        var lines = new ArrayList<Line>();
        int count = 1 + dice.repeats(0.42, 6);
        for (int i = 0; i < count; i++) {
            var category = Assortment.category(date, dice);
            int quantity = category == Category.BIKES ? 1 : 1 + dice.repeats(0.2, 3);
            lines.add(new Line(assortment.pick(category, date, dice), quantity));
        }
        return List.copyOf(lines);
    }

    private String status(int day) {
        if (dice.chance(shopper.nature().failures())) {
            return "failed";
        }
        if (day >= days - PENDING_DAYS && dice.chance(0.3)) {
            return "pending";
        }
        return dice.pick(List.of("cancelled", "refunded", "completed"), 0.015, 0.01);
    }

    private void mayComeBack(Order order, Line line) {
        double chance = line.product().returned() * shopper.nature().pickiness();
        if (!dice.chance(Math.min(chance, 0.8))) {
            return;
        }
        long at = order.at() + (3 + dice.below(25)) * (long) DAY_SECONDS;
        if (at >= end()) {
            return;
        }
        var reason =
                line.product().category() == Category.CLOTHING
                        ? dice.pick(List.of("Does not fit", "Not as expected"), 0.75)
                        : dice.pick(List.of("Defective", "Not as expected"), 0.6);
        returns.add(new Return(order, line, at, 1 + dice.below(line.quantity()), reason));
        mayAsk(at, "returns", 0.25);
    }

    private void mayAsk(long since, String category, double chance) {
        if (!dice.chance(chance)) {
            return;
        }
        long at = since + HOUR_SECONDS + dice.below(4 * DAY_SECONDS);
        if (at >= end()) {
            return;
        }
        boolean isBad = dice.chance(0.3);
        long resolved = at + (long) (HOUR_SECONDS * dice.logNormal(isBad ? 40 : 12, 0.8));
        boolean isOver = resolved < end();
        double answer = isBad ? 1 + dice.uniform() : 3 + 2 * dice.uniform();
        boolean isAnswered = isOver && dice.chance(0.9);
        tickets.add(
                new Ticket(
                        at,
                        isOver ? resolved : 0,
                        category,
                        isBad
                                ? dice.pick(List.of("urgent", "high", "medium"), 0.35, 0.4)
                                : dice.pick(List.of("low", "medium", "high"), 0.4, 0.45),
                        dice.pick(List.of("email", "chat", "phone"), 0.45, 0.35),
                        isAnswered ? String.format(Locale.ROOT, "%.1f", answer) : Cells.BLANK));
    }

    /// In the waking hours, mostly in the evening.
    private long moment(int day) {
        long second = Math.round((18 + 3.5 * dice.gaussian()) * HOUR_SECONDS);
        return second(day) + Math.clamp(second, 6 * HOUR_SECONDS, DAY_SECONDS - 1);
    }

    private long second(int day) {
        return (start.toEpochDay() + day) * DAY_SECONDS;
    }

    private long end() {
        return second(days);
    }
}
