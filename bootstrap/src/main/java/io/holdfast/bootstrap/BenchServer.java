package io.holdfast.bootstrap;

import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.models.ChangeRollout;
import io.holdfast.application.models.RolloutChange;
import io.holdfast.application.models.TrainModel;
import io.holdfast.application.models.TrainingSets;
import io.holdfast.bootstrap.config.Config;
import io.holdfast.bootstrap.demo.DemoTables;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// The server as `./holdfast bench` measures it: the product on an empty database, with models of
/// made-up rows and an echo route beside its own. Whoever started it steers it by lines and hears
/// its port and each order's end by lines; it stops when there are no more.
public final class BenchServer {

    /// What it says, followed by its port.
    public static final String READY = "ready ";

    /// What it says when an order is carried out.
    public static final String DONE = "done";

    /// Lets the second version of the Telco model score along, or no longer.
    public static final String SHADOW_ON = "shadow on";

    public static final String SHADOW_OFF = "shadow off";

    private static final String TELCO = "telco";
    private static final String RETAIL = "rfm";
    private static final int CHAMPION = 1;
    private static final int SHADOW = 2;

    /// Few, because a model's form counts here and not how well it predicts.
    private static final int TRAINING_ROWS = 500;

    private static final int FOLDS = 2;
    private static final String BY = "bench";

    private final App app;
    private final Server server;

    private BenchServer(App app, Server server) {
        this.app = app;
        this.server = server;
    }

    /// Serves until `orders` end or the process is told to end.
    public static void run(Config config, Clock clock, BufferedReader orders, PrintWriter out)
            throws IOException {
        var app = App.open(config, clock, App.Ownership.OWNER);
        var open = new AtomicReference<Runnable>(app::close);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> open.get().run(), "shutdown"));
        train(app, TELCO);
        train(app, TELCO);
        train(app, RETAIL);
        var server = Server.on(app, WebAdapter::startWithEcho);
        open.set(server::close);
        var bench = new BenchServer(app, server);
        bench.obey(SHADOW_OFF);
        out.println(READY + server.port());
        out.flush();
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            bench.obey(order);
            out.println(DONE);
            out.flush();
        }
    }

    private static void train(App app, String contract) {
        var source =
                new TrainingSets.Source.Given(contract, DemoTables.csv(contract, TRAINING_ROWS));
        var plan = new ModelTrainer.Plan(ModelTrainer.Plan.standard().seed(), FOLDS, false);
        var outcome = app.trainModel().train(new TrainModel.Command(source, plan, BY), _ -> {});
        if (!(outcome instanceof TrainModel.Outcome.Registered)) {
            throw new IllegalStateException(contract + " was not trained: " + outcome);
        }
    }

    private void obey(String order) {
        var shadows =
                switch (order) {
                    case SHADOW_ON -> List.of(SHADOW);
                    case SHADOW_OFF -> List.<Integer>of();
                    default -> throw new IllegalArgumentException("unknown order: " + order);
                };
        var change = new RolloutChange.Traffic(List.of(new Arm(CHAMPION, 1)), shadows);
        var outcome =
                app.changeRollout()
                        .change(
                                new ChangeRollout.Command(
                                        TELCO,
                                        change,
                                        new ChangeRollout.Revision.Any(),
                                        BY,
                                        order));
        if (!(outcome instanceof ChangeRollout.Outcome.Changed)) {
            throw new IllegalStateException("the rollout was not changed: " + outcome);
        }
        server.refresh();
    }
}
