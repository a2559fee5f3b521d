package io.holdfast.bootstrap.bench;

import io.holdfast.bootstrap.database.ScratchDatabase;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// What taking in an event costs: alone, beside a committed INSERT of one, and among many.
final class EventFigures {

    private static final int ARRAY = 500;
    private static final double MAX_INSERTS = 5;
    private static final int INSERTS = 300;

    /// As small as an event can be.
    private static final String INSERT =
            """
            INSERT INTO events (event_id, customer_id, type, occurred_at)
            VALUES (gen_random_uuid()::text, 'C0000001', 'page_view', now())
            """;

    private final MeasuredServer server;
    private final ScratchDatabase database;
    private final Effort effort;
    private final Instant now;

    private EventFigures(
            MeasuredServer server, ScratchDatabase database, Effort effort, Instant now) {
        this.server = server;
        this.database = database;
        this.effort = effort;
        this.now = now;
    }

    static List<Figure> besideInsert(
            MeasuredServer server, ScratchDatabase database, Effort effort, Instant now)
            throws IOException, InterruptedException {
        return new EventFigures(server, database, effort, now).measure();
    }

    private List<Figure> measure() throws IOException, InterruptedException {
        var event = Requests.events(1, now);
        var events = Requests.events(ARRAY, now);
        try (var load = Load.open(server.port(), 1)) {
            var _ = load.run(events, effort.warmUp());
            var _ = load.run(event, effort.warmUp());
            var _ = insert();
            var among = load.run(events, effort.slice());
            var alone = load.run(event, effort.slice());
            double inserting = insert();
            for (int round = 1; round < effort.rounds(); round++) {
                among = among.plus(load.run(events, effort.slice()));
                alone = alone.plus(load.run(event, effort.slice()));
                inserting += insert();
            }
            double inserts = (double) INSERTS * effort.rounds() / inserting;
            return figures(alone, among.perSecond() * ARRAY, inserts);
        }
    }

    private static List<Figure> figures(Load.Turn alone, double among, double inserts) {
        double times = inserts / alone.perSecond();
        return List.of(
                Figure.judged(
                        "an event by POST /api/v1/events, 1 connection, against an INSERT",
                        Figure.text(
                                "%.1fx (%,.0f/s, %,.0f/s), p99 %.1f ms",
                                times, alone.perSecond(), inserts, alone.millis(99)),
                        Figure.text("at most %.0fx", MAX_INSERTS),
                        times <= MAX_INSERTS),
                Figure.plain(
                        Figure.text("  an event in an array of %d, against one alone", ARRAY),
                        Figure.text("%.0fx cheaper (%,.0f/s)", among / alone.perSecond(), among)));
    }

    /// @return seconds
    private double insert() {
        long begin = System.nanoTime();
        database.repeat(INSERT, INSERTS);
        return (System.nanoTime() - begin) / 1e9;
    }
}
