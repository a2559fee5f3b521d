package io.holdfast.bootstrap.bench;

import io.holdfast.bootstrap.BenchServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a score costs over HTTP: beside an echo, in a batch, with a shadow.
final class HttpFigures {

    private static final int[] CONNECTIONS = {1, 16, 256};
    private static final int JUDGED_CONNECTIONS = 256;
    private static final double MIN_SHARE_OF_ECHO = 0.4;
    private static final double MIN_SHARE_SIGNED = 0.85;
    private static final double MIN_BATCH_GAIN = 20;
    private static final int SHADOWED_CONNECTIONS = 16;
    private static final double PERCENT = 100;

    private final MeasuredServer server;
    private final Requests requests;
    private final Effort effort;
    private final Contest contest;

    private HttpFigures(MeasuredServer server, Requests requests, Effort effort) {
        this.server = server;
        this.requests = requests;
        this.effort = effort;
        this.contest = new Contest(effort);
    }

    static HttpFigures of(MeasuredServer server, Effort effort) throws IOException {
        return new HttpFigures(server, Requests.signedIn(server.port()), effort);
    }

    /// Until the server's hot paths are compiled.
    void warmUp() throws IOException, InterruptedException {
        try (var load = Load.open(server.port(), SHADOWED_CONNECTIONS)) {
            for (var request :
                    List.of(
                            requests.echo(),
                            requests.signedEcho(),
                            requests.predict(),
                            requests.churn())) {
                var _ = load.run(request, effort.warmUp().multipliedBy(2));
            }
        }
    }

    List<Figure> besideEcho() throws IOException, InterruptedException {
        var figures = new ArrayList<Figure>();
        for (int connections : CONNECTIONS) {
            try (var load = Load.open(server.port(), connections)) {
                var turns =
                        contest.run(
                                List.of(
                                        new Contest.Side(load, requests.echo()),
                                        new Contest.Side(load, requests.signedEcho()),
                                        new Contest.Side(load, requests.predict())));
                figures.add(authentication(connections, turns.get(0), turns.get(1)));
                figures.addAll(besideEcho(connections, turns.get(0), turns.get(2)));
            }
        }
        return figures;
    }

    private static Figure authentication(int connections, Load.Turn echo, Load.Turn signed) {
        double share = signed.perSecond() / echo.perSecond();
        var what = Figure.text("an echo with key and token, %s", connections(connections));
        var value =
                Figure.text(
                        "%.0f %% (%,.0f/s of %,.0f/s)%s",
                        share * PERCENT, signed.perSecond(), echo.perSecond(), refused(signed));
        return connections == JUDGED_CONNECTIONS
                ? Figure.judged(
                        what,
                        value,
                        Figure.text("at least %.0f %%", MIN_SHARE_SIGNED * PERCENT),
                        share >= MIN_SHARE_SIGNED)
                : Figure.plain(what, value);
    }

    private static List<Figure> besideEcho(int connections, Load.Turn echo, Load.Turn predict) {
        double share = predict.perSecond() / echo.perSecond();
        var what = Figure.text("POST /predict against an echo, %s", connections(connections));
        var value =
                Figure.text(
                        "%.0f %% (%,.0f/s of %,.0f/s)%s",
                        share * PERCENT, predict.perSecond(), echo.perSecond(), refused(predict));
        return List.of(
                connections == JUDGED_CONNECTIONS
                        ? Figure.judged(
                                what,
                                value,
                                Figure.text("at least %.0f %%", MIN_SHARE_OF_ECHO * PERCENT),
                                share >= MIN_SHARE_OF_ECHO)
                        : Figure.plain(what, value),
                Figure.plain("  p50 / p95 / p99 of /predict", percentiles(predict)),
                Figure.plain("  p50 / p95 / p99 of the echo", percentiles(echo)));
    }

    List<Figure> batchBesideSingle() throws IOException, InterruptedException {
        try (var one = Load.open(server.port(), 1);
                var many = Load.open(server.port(), SHADOWED_CONNECTIONS)) {
            var turns =
                    contest.run(
                            List.of(
                                    new Contest.Side(one, requests.batch()),
                                    new Contest.Side(one, requests.churn()),
                                    new Contest.Side(many, requests.churn())));
            double batched = turns.get(0).perSecond() * Requests.BATCH;
            double alone = turns.get(1).perSecond();
            double together = turns.get(2).perSecond();
            return List.of(
                    Figure.judged(
                            "a row in a batch of 1,000, against single requests one at a time",
                            Figure.text(
                                    "%.1fx cheaper (%,.0f/s, %,.0f/s)%s",
                                    batched / alone, batched, alone, refused(turns.get(0))),
                            Figure.text("at least %.0fx", MIN_BATCH_GAIN),
                            batched / alone >= MIN_BATCH_GAIN),
                    Figure.plain(
                            "  against single requests, " + connections(many.size()),
                            Figure.text(
                                    "%.1fx cheaper (%,.0f/s, %,.0f/s)",
                                    batched / together, batched, together)));
        }
    }

    /// The shadow takes turns too: without, with, without, ...
    List<Figure> withShadow() throws IOException, InterruptedException {
        try (var load = Load.open(server.port(), SHADOWED_CONNECTIONS)) {
            var request = requests.predict();
            var _ = load.run(request, effort.warmUp());
            var without = load.run(request, effort.slice());
            var _ = server.order(BenchServer.SHADOW_ON);
            var _ = load.run(request, effort.warmUp());
            var with = load.run(request, effort.slice());
            for (int round = 1; round < effort.rounds(); round++) {
                var _ = server.order(BenchServer.SHADOW_OFF);
                without = without.plus(load.run(request, effort.slice()));
                var _ = server.order(BenchServer.SHADOW_ON);
                with = with.plus(load.run(request, effort.slice()));
            }
            var _ = server.order(BenchServer.SHADOW_OFF);
            return List.of(
                    Figure.plain(
                            "POST /predict with a shadow, against without, "
                                    + connections(load.size()),
                            Figure.text(
                                    "%.0f %% (%,.0f/s of %,.0f/s)",
                                    with.perSecond() / without.perSecond() * PERCENT,
                                    with.perSecond(),
                                    without.perSecond())),
                    Figure.plain("  p50 / p95 / p99 with", percentiles(with)),
                    Figure.plain("  p50 / p95 / p99 without", percentiles(without)));
        }
    }

    private static String connections(int count) {
        return count == 1 ? "1 connection" : count + " connections";
    }

    private static String percentiles(Load.Turn turn) {
        return Figure.text(
                "%.1f / %.1f / %.1f ms", turn.millis(50), turn.millis(95), turn.millis(99));
    }

    private static String refused(Load.Turn turn) {
        return turn.refused() == 0 ? "" : Figure.text(", %,d refused", turn.refused());
    }
}
