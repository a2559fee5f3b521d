package io.holdfast.bootstrap.bench;

import io.holdfast.bootstrap.BenchServer;
import io.holdfast.bootstrap.database.ScratchDatabase;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What the features of one customer at a date cost, beside asking the database for nothing.
final class FeatureFigures {

    /// Of one turn.
    private static final int CALLS = 500;

    /// Of each side in one round.
    private static final int TURNS = 4;

    /// Of each set, while round trips are counted.
    private static final int COUNTED = 5_000;

    private static final List<FeatureSet> SETS = List.of(FeatureSet.RFM, FeatureSet.ECOMMERCE);
    private static final double NANOS_PER_MICRO = 1e3;

    /// What the server does by itself meanwhile may count as a few statements too.
    private static final double ONE_STATEMENT = 1.05;

    /// Every statement outside of a transaction is one of its own.
    private static final String STATEMENTS =
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()";

    /// A session that was busy tells what it did when it has been idle for ten seconds.
    private static final String UNTIL_COUNTED = "SELECT pg_sleep(11)";

    private final MeasuredServer server;
    private final ScratchDatabase database;
    private final int customers;

    private FeatureFigures(MeasuredServer server, ScratchDatabase database, int customers) {
        this.server = server;
        this.database = database;
        this.customers = customers;
    }

    /// @param server whose database holds the generated shop
    static List<Figure> besideRoundTrip(
            MeasuredServer server, ScratchDatabase database, int customers, Effort effort)
            throws IOException {
        return new FeatureFigures(server, database, customers).measure(effort.rounds());
    }

    private List<Figure> measure(int rounds) throws IOException {
        var figures = new ArrayList<Figure>();
        figures.add(roundTrips());
        for (var set : SETS) {
            double features = 0;
            double nothing = 0;
            for (int turn = 0; turn < rounds * TURNS; turn++) {
                features += ask(set, CALLS);
                nothing += server.order(BenchServer.ROUND_TRIPS, CALLS).getFirst();
            }
            double calls = (double) CALLS * TURNS * rounds * NANOS_PER_MICRO;
            figures.add(
                    Figure.plain(
                            "  time of it, " + set.contract() + ", against SELECT 1",
                            Figure.text(
                                    "%.1fx (%.0f us, %.0f us)",
                                    features / nothing, features / calls, nothing / calls)));
        }
        return figures;
    }

    private Figure roundTrips() throws IOException {
        for (var set : SETS) {
            var _ = ask(set, CALLS);
        }
        long before = statements();
        for (var set : SETS) {
            var _ = ask(set, COUNTED);
        }
        double each = (statements() - before) / (double) (SETS.size() * COUNTED);
        return Figure.judged(
                "round trips for the features of one customer at a date",
                Figure.text("%.2f", each),
                "1",
                each < ONE_STATEMENT);
    }

    private long ask(FeatureSet set, int calls) throws IOException {
        return server.order(BenchServer.FEATURES, set, customers, calls).getFirst();
    }

    /// Of all that are over.
    private long statements() {
        database.execute(UNTIL_COUNTED);
        return database.number(STATEMENTS);
    }
}
