package io.holdfast.bootstrap.demo;

import io.holdfast.domain.customers.CustomerQueries;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.kernel.Transactions;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// Gives a fresh demonstration its customers: a shop whose last day was yesterday.
public final class DemoShop {

    static final String SOURCE = "demo";

    private static final int STEPS = 5;

    private final Transactions transactions;
    private final FactLoads loads;
    private final CustomerQueries customers;
    private final InstantSource clock;
    private final Function<LocalDate, Retailer> retailers;

    public DemoShop(
            Transactions transactions,
            FactLoads loads,
            CustomerQueries customers,
            InstantSource clock) {
        this(transactions, loads, customers, clock, Retailer::upTo);
    }

    /// @param retailers a shop by the day before which it ends
    DemoShop(
            Transactions transactions,
            FactLoads loads,
            CustomerQueries customers,
            InstantSource clock,
            Function<LocalDate, Retailer> retailers) {
        this.transactions = transactions;
        this.loads = loads;
        this.customers = customers;
        this.clock = clock;
        this.retailers = retailers;
    }

    /// Stores all of the shop or nothing, where no customer is known yet. A start that was cut off
    /// leaves nothing behind, so the next one begins anew.
    ///
    /// @return whether it was stored
    public boolean open(PrintWriter out) {
        if (customers.count() > 0) {
            return false;
        }
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var retailer = retailers.apply(today);
        out.printf(
                "Making the demonstration's shop: %,d customers and what they did until %s.%n",
                retailer.customers(), today.minusDays(1));
        out.flush();
        return transactions.call(() -> {
            var load = loads.begin(SOURCE);
            retailer.tell(load::add, progress(out, retailer.customers()));
            for (var count : load.finish()) {
                if (count.kind() == FactKind.ORDERS) {
                    out.printf("  100 %%  stored, with %,d orders%n", count.inserted());
                    out.flush();
                }
            }
            return true;
        });
    }

    /// The storing itself, which is silent, takes the other half of the time.
    private static IntConsumer progress(PrintWriter out, int customers) {
        int step = Math.max(1, customers / STEPS);
        return told -> {
            if (told % step == 0) {
                out.printf("  %3d %%  %,d customers made up%n", 50 * told / customers, told);
                out.flush();
            }
        };
    }
}
