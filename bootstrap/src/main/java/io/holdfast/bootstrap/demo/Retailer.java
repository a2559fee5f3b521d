package io.holdfast.bootstrap.demo;

import io.holdfast.domain.customers.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// A made-up shop for cyclists: its customers and what they did in the three years before a day.
/// docs/demo-data.md describes the process; nothing of it is real.
public final class Retailer {

    /// Customers of the shop that every installation has.
    public static final int CUSTOMERS = 20_000;

    static final int DAYS = 1_095;
    static final long SEED = 905_2026L;

    /// Customers whose lives are in memory at once.
    private static final int CHUNK = 500;

    private static final int EARLIER_DAYS = 730;
    private static final double EARLIER_SHARE = 0.25;

    /// Apart from each other, so that no two customers are dealt the same.
    private static final long SEED_STEP = 1_000_003L;

    private final long seed;
    private final int customers;
    private final LocalDate end;
    private final LocalDate start;
    private final Assortment assortment;

    private Retailer(long seed, int customers, LocalDate end) {
        this.seed = seed;
        this.customers = customers;
        this.end = end;
        this.start = end.minusDays(DAYS);
        this.assortment = Assortment.draw(new Dice(seed), start, DAYS);
    }

    /// The shop that every installation has.
    ///
    /// @param end the first day, in UTC, that is not told of any more
    public static Retailer upTo(LocalDate end) {
        return of(SEED, CUSTOMERS, end);
    }

    static Retailer of(long seed, int customers, LocalDate end) {
        return new Retailer(seed, customers, end);
    }

    /// Tells every fact, those that others refer to before them: the same at every call with the
    /// same day. Only some hundred customers are in memory at a time.
    ///
    /// @param told how many customers are told of by now, called from time to time
    public void tell(Consumer<Fact> facts, IntConsumer told) {
        var writer = new RetailFacts(facts);
        writer.products(assortment);
        for (int from = 0; from < customers; from += CHUNK) {
            int to = Math.min(from + CHUNK, customers);
            writer.lives(lives(from, to));
            told.accept(to);
        }
    }

    /// With what moved them, which the facts do not say.
    List<Life> lives(int from, int to) {
        var lives = new ArrayList<Life>(to - from);
        for (int i = from; i < to; i++) {
            var dice = new Dice(seed * SEED_STEP + i);
            var shopper = Shopper.draw(i, registered(dice), end, dice);
            lives.add(new Living(shopper, assortment, start, DAYS, dice).live());
        }
        return lives;
    }

    private LocalDate registered(Dice dice) {
        return dice.chance(EARLIER_SHARE)
                ? start.minusDays(1 + dice.below(EARLIER_DAYS))
                : start.plusDays(dice.below(DAYS));
    }

    int customers() {
        return customers;
    }
}
