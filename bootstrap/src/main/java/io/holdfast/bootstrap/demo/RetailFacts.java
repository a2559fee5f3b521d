package io.holdfast.bootstrap.demo;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Says what happened in the made-up shop as facts, whose lines are counted from 1.
final class RetailFacts {

    private final Consumer<Fact> facts;
    private long line;

    RetailFacts(Consumer<Fact> facts) {
        this.facts = facts;
    }

    void products(Assortment assortment) {
        for (var product : assortment.products()) {
            tell(
                    FactKind.PRODUCTS,
                    product.id(),
                    product.name(),
                    product.category().label(),
                    product.subcategory(),
                    product.brand(),
                    Cells.hundredths(product.price()),
                    Cells.hundredths(product.cost()),
                    product.since().toString(),
                    "active");
        }
    }

    /// All of one kind before the next, so that what a fact refers to came before it.
    void lives(List<Life> lives) {
        lives.forEach(life -> customer(life.shopper()));
        lives.forEach(this::loyalty);
        lives.forEach(life -> life.orders().forEach(order -> order(life.shopper(), order)));
        lives.forEach(life -> life.orders().forEach(this::lines));
        lives.forEach(this::returns);
        lives.forEach(this::tickets);
        lives.forEach(this::sessions);
        lives.forEach(this::events);
    }

    private void customer(Shopper shopper) {
        var name = shopper.name();
        var household = shopper.household();
        var nature = shopper.nature();
        tell(
                FactKind.CUSTOMERS,
                shopper.id(),
                name.first(),
                name.last(),
                name.email(),
                name.phone(),
                household.born().toString(),
                household.gender(),
                shopper.registered() + "T00:00:00Z",
                nature.segment(),
                nature.channel(),
                name.street(),
                name.city(),
                name.state(),
                name.postalCode(),
                "USA",
                household.maritalStatus(),
                household.income(),
                Integer.toString(household.children()),
                household.education(),
                household.occupation(),
                household.ownsHome() ? "Y" : "N",
                String.format(Locale.ROOT, "%.4f", nature.email()));
    }

    private void loyalty(Life life) {
        if (life.shopper().nature().isMember()) {
            var loyalty = life.loyalty();
            tell(
                    FactKind.LOYALTY,
                    life.shopper().id(),
                    loyalty.tier(),
                    Long.toString(loyalty.points() - loyalty.redeemed()),
                    Long.toString(loyalty.points()),
                    Long.toString(loyalty.redeemed()),
                    LocalDate.ofEpochDay(loyalty.tierSince()).toString(),
                    Cells.hundredths(life.spent()));
        }
    }

    private void order(Shopper shopper, Life.Order order) {
        tell(
                FactKind.ORDERS,
                order.id(),
                shopper.id(),
                moment(order.at()),
                order.channel(),
                order.channel().equals("store") ? shopper.name().city() : Cells.BLANK,
                order.payment(),
                Cells.hundredths(order.subtotal()),
                Cells.hundredths(order.tax()),
                Cells.hundredths(order.discount()),
                Cells.hundredths(order.total()),
                "USD",
                order.status());
    }

    private void lines(Life.Order order) {
        int number = 0;
        for (var sold : order.lines()) {
            number++;
            tell(
                    FactKind.ORDER_LINES,
                    order.id(),
                    Integer.toString(number),
                    sold.product().id(),
                    Integer.toString(sold.quantity()),
                    Cells.hundredths(sold.product().price()),
                    "0.00",
                    Cells.hundredths(sold.total()));
        }
    }

    private void returns(Life life) {
        int number = 0;
        for (var back : life.returns()) {
            number++;
            tell(
                    FactKind.RETURNS,
                    id("RET", life, number),
                    back.line().product().id(),
                    moment(back.at()),
                    Integer.toString(back.quantity()),
                    back.order().id(),
                    life.shopper().id(),
                    life.shopper().name().state(),
                    back.reason());
        }
    }

    private void tickets(Life life) {
        int number = 0;
        for (var ticket : life.tickets()) {
            number++;
            boolean isOpen = ticket.resolvedAt() == 0;
            tell(
                    FactKind.TICKETS,
                    id("TKT", life, number),
                    life.shopper().id(),
                    moment(ticket.at()),
                    isOpen ? Cells.BLANK : moment(ticket.resolvedAt()),
                    ticket.category(),
                    ticket.priority(),
                    isOpen ? "open" : "resolved",
                    ticket.channel(),
                    ticket.satisfaction());
        }
    }

    private void sessions(Life life) {
        int number = 0;
        for (var session : life.sessions()) {
            number++;
            tell(
                    FactKind.APP_SESSIONS,
                    id("APP", life, number),
                    life.shopper().id(),
                    moment(session.at()),
                    Cells.hundredths(session.minutes()),
                    Integer.toString(session.pages()),
                    Integer.toString(session.actions()),
                    number % 3 == 0 ? "android" : "ios",
                    "2.4.0");
        }
    }

    private void events(Life life) {
        int number = 0;
        for (var event : life.events()) {
            number++;
            tell(
                    FactKind.EVENTS,
                    id("EVT", life, number),
                    life.shopper().id(),
                    event.type(),
                    moment(event.at()),
                    event.order().isEmpty() ? "{}" : "{\"order_id\": \"" + event.order() + "\"}");
        }
    }

    private static String id(String prefix, Life life, int number) {
        return String.format(Locale.ROOT, "%s-%s-%04d", prefix, life.shopper().number(), number);
    }

    private static String moment(long second) {
        return Instant.ofEpochSecond(second).toString();
    }

    /// A blank is no value.
    private void tell(FactKind kind, String... cells) {
        var values = new @Nullable String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            values[i] = cells[i].isEmpty() ? null : cells[i];
        }
        line++;
        facts.accept(Fact.of(kind, line, values));
    }
}
