package io.holdfast.bootstrap.demo;

import io.holdfast.domain.customers.Fact;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// A made-up shop for cyclists: its customers and what they did in the three years before a day.
/// docs/demo-data.md describes the process; nothing of it is real.
public final class Retailer {

    /// Customers of the shop that every installation has.
    public static final int CUSTOMERS = 20_000;

    static final int DAYS = 1_095;
    static final long SEED = 905_2026L;

    /// Customers whose lives are made up at once.
    private static final int CHUNK = 500;

    private static final int CHUNKS_AHEAD = 4;

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
    /// same day, since no customer's chance depends on another's. Lives are made up on several
    /// processors while those before are told; only some thousand are in memory at a time.
    ///
    /// @param told how many customers are told of by now, called from time to time
    public void tell(Consumer<Fact> facts, IntConsumer told) {
        var writer = new RetailFacts(facts);
        writer.products(assortment);
        int ahead = Math.min(Runtime.getRuntime().availableProcessors(), CHUNKS_AHEAD);
        var coming = new ArrayDeque<Future<List<Life>>>();
        try (var processors = Executors.newFixedThreadPool(ahead)) {
            int made = 0;
            for (int from = 0; from < customers; from += CHUNK) {
                for (; made < customers && coming.size() <= ahead; made += CHUNK) {
                    int first = made;
                    coming.add(processors.submit(() -> lives(first, after(first))));
                }
                writer.lives(come(coming.remove()));
                told.accept(after(from));
            }
        }
    }

    private int after(int from) {
        return Math.min(from + CHUNK, customers);
    }

    private static List<Life> come(Future<List<Life>> lives) {
        try {
            return lives.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while lives were made up");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a life cannot be made up", e.getCause());
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
