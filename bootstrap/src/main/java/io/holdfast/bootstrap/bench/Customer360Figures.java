package io.holdfast.bootstrap.bench;

import io.holdfast.bootstrap.BenchServer;
import io.holdfast.bootstrap.database.ScratchDatabase;
import io.holdfast.domain.analytics.Analysis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What Customer-360 costs: keeping the profiles of all customers, beside the same aggregation as
/// plain statements; the fourteen answers from what is kept; and those that are remembered, beside
/// the health route.
final class Customer360Figures {

    private static final double MAX_REFRESH = 2;
    private static final double MAX_CACHED = 10;

    /// Of each route, in one round.
    private static final int CACHED = 100;

    private static final long MAX_MICROS = Duration.ofMinutes(2).toNanos() / 1_000;
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double MICROS_PER_SECOND = 1e6;

    /// Into tables of the session, which are not written to the log of the database.
    private static final String[] PLAIN = {
        "CREATE TEMP TABLE plain_profiles AS SELECT * FROM customer_360(now())",
        "CREATE TEMP TABLE plain_categories AS SELECT * FROM customer_360_categories(now())"
    };

    private static final String FORGET = "DROP TABLE plain_profiles, plain_categories";

    private static final String ENDED =
            "SELECT count(*) FROM customer_360_runs WHERE state IN ('DONE', 'FAILED')";

    private static final String LAST_MICROS =
            """
            SELECT CASE state WHEN 'DONE'
                THEN (extract(epoch FROM ended_at - started_at) * 1e6)::bigint END
            FROM customer_360_runs WHERE ended_at IS NOT NULL ORDER BY number DESC LIMIT 1
            """;

    /// What a refresh tells every node: nothing that was computed before is given any more.
    private static final String[] FORGET_ANSWERS = {
        "NOTIFY holdfast_analytics", "SELECT pg_sleep(0.1)"
    };

    private final MeasuredServer server;
    private final ScratchDatabase database;
    private final int rounds;

    private Customer360Figures(MeasuredServer server, ScratchDatabase database, int rounds) {
        this.server = server;
        this.database = database;
        this.rounds = rounds;
    }

    /// @param server whose database holds the generated shop
    static List<Figure> measure(
            MeasuredServer server, ScratchDatabase database, int customers, Effort effort)
            throws IOException {
        var figures = new Customer360Figures(server, database, effort.rounds());
        var measured = new ArrayList<Figure>();
        measured.add(figures.refresh(customers));
        try (var connection = HttpConnection.open(server.port())) {
            measured.addAll(figures.fromKept(connection));
            measured.addAll(figures.remembered(connection));
        }
        return measured;
    }

    private Figure refresh(int customers) throws IOException {
        double refreshing = 0;
        double plain = 0;
        for (int round = 0; round < rounds; round++) {
            database.execute("CHECKPOINT");
            refreshing += refreshed();
            database.execute("CHECKPOINT");
            long begin = System.nanoTime();
            database.execute(PLAIN);
            plain += (System.nanoTime() - begin) / 1e3;
            database.execute(FORGET);
        }
        return Figure.judged(
                Figure.text("refresh of %,d profiles, against plain statements", customers),
                Figure.text(
                        "%.1fx (%.1f s, %.1f s)",
                        refreshing / plain,
                        refreshing / rounds / MICROS_PER_SECOND,
                        plain / rounds / MICROS_PER_SECOND),
                Figure.text("at most %.0fx", MAX_REFRESH),
                refreshing / plain <= MAX_REFRESH);
    }

    /// As the server has noted it, without the time that it waited to begin.
    ///
    /// @return microseconds
    private long refreshed() throws IOException {
        long before = database.number(ENDED);
        var _ = server.order(BenchServer.REFRESH);
        while (database.number(ENDED) == before) {
            database.execute("SELECT pg_sleep(0.2)");
        }
        long micros = database.number(LAST_MICROS);
        if (micros == 0) {
            throw new IllegalStateException("the refresh failed");
        }
        return micros;
    }

    private List<Figure> fromKept(HttpConnection connection) throws IOException {
        var all = histogram();
        var slowest = "";
        long most = 0;
        int turns = 3 * rounds;
        for (var analysis : Analysis.values()) {
            var request = Requests.get(analysis.path());
            var own = histogram();
            ask(connection, request, histogram());
            for (int i = 0; i < turns; i++) {
                database.execute(FORGET_ANSWERS);
                ask(connection, request, own);
            }
            all.add(own);
            if (own.getValueAtPercentile(50) > most) {
                most = own.getValueAtPercentile(50);
                slowest = analysis.path();
            }
        }
        return List.of(
                Figure.plain(
                        "the fourteen answers from kept profiles, p50 / p95",
                        Figure.text(
                                "%.1f / %.1f ms",
                                all.getValueAtPercentile(50) / MICROS_PER_MILLI,
                                all.getValueAtPercentile(95) / MICROS_PER_MILLI)),
                Figure.plain(
                        "  the slowest of them, p50",
                        Figure.text("%.1f ms (%s)", most / MICROS_PER_MILLI, slowest)));
    }

    private List<Figure> remembered(HttpConnection connection) throws IOException {
        var answers =
                Arrays.stream(Analysis.values()).map(one -> Requests.get(one.path())).toList();
        var health = Collections.nCopies(answers.size(), Requests.get("/health"));
        var remembered = histogram();
        var healthy = histogram();
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < CACHED; i++) {
                ask(connection, answers, round < 0 ? histogram() : remembered);
                ask(connection, health, round < 0 ? histogram() : healthy);
            }
        }
        double ratio =
                remembered.getValueAtPercentile(99) / (double) healthy.getValueAtPercentile(99);
        return List.of(
                Figure.judged(
                        "p99 of the fourteen remembered, against GET /health",
                        Figure.text(
                                "%.1fx (%.1f ms, %.1f ms)",
                                ratio,
                                remembered.getValueAtPercentile(99) / MICROS_PER_MILLI,
                                healthy.getValueAtPercentile(99) / MICROS_PER_MILLI),
                        Figure.text("less than %.0fx", MAX_CACHED),
                        ratio < MAX_CACHED));
    }

    private static void ask(HttpConnection connection, List<byte[]> requests, Histogram micros)
            throws IOException {
        for (var request : requests) {
            ask(connection, request, micros);
        }
    }

    private static void ask(HttpConnection connection, byte[] request, Histogram micros)
            throws IOException {
        long begin = System.nanoTime();
        int status = connection.exchange(request);
        micros.recordValue(Math.min((System.nanoTime() - begin) / 1_000, MAX_MICROS));
        if (status != 200) {
            throw new IOException("answered " + status + ": " + connection.body());
        }
    }

    private static Histogram histogram() {
        return new Histogram(MAX_MICROS, DIGITS);
    }
}
