package io.holdfast.bootstrap.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How the rows of a demonstration set come about. docs/demo-data.md describes each process;
/// nothing of it is real.
interface DemoProcess {

    /// One for each bundled contract: telco, which the README shows, and then by name.
    static List<DemoProcess> all() {
        return List.of(
                new TelcoDemo(),
                new EcommerceDemo(),
                new ReturnRiskDemo(),
                new RfmDemo(),
                new SubscriptionDemo());
    }

    /// The contract's name.
    String contract();

    String header();

    /// Of the set that every installation has.
    long seed();

    /// Of the set that every installation has.
    int size();

    DemoSet.Row row(int index, Dice dice);

    /// The set that every installation has.
    default DemoSet standard() {
        return draw(seed(), size());
    }

    /// The same rows at every call with the same seed.
    default DemoSet draw(long seed, int size) {
        var dice = new Dice(seed);
        var rows = new ArrayList<DemoSet.Row>(size);
        for (int i = 0; i < size; i++) {
            rows.add(row(i, dice));
        }
        return new DemoSet(contract(), header(), rows);
    }

    static String id(int index) {
        return String.format(Locale.ROOT, "DEMO-%05d", index + 1);
    }
}
