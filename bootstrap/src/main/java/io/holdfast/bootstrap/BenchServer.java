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
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The server as `./holdfast bench` measures it: the product on an empty database, with an echo
/// route beside its own. Whoever started it steers it by lines and hears its port and each order's
/// end by lines; it stops when there are no more. An order is a name and its arguments, between
/// blanks.
public final class BenchServer {

    /// What it says, followed by its port.
    public static final String READY = "ready ";

    /// What it says when an order is carried out, followed by numbers where there are any.
    public static final String DONE = "done";

    /// Trains models on made-up rows and serves them.
    public static final String TRAIN = "train";

    /// Lets the second version of the Telco model score along, or no longer.
    public static final String SHADOW_ON = "shadow-on";

    public static final String SHADOW_OFF = "shadow-off";

    /// Imports a file of orders: its path. Answers nanoseconds and the peak of the heap in bytes.
    public static final String IMPORT = "import";

    /// Asks for features of single customers: the set, how many customers there are, how many
    /// calls. Answers nanoseconds.
    public static final String FEATURES = "features";

    /// Asks the database for nothing: how many calls. Answers nanoseconds.
    public static final String ROUND_TRIPS = "round-trips";

    /// Asks for a refresh of the kept profiles, which is done in the background.
    public static final String REFRESH = "refresh";

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
        var server = Server.on(app, WebAdapter::startWithEcho);
        open.set(server::close);
        var bench = new BenchServer(app, server);
        out.println(READY + server.port());
        out.flush();
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            var numbers = bench.obey(List.of(order.split(" ")));
            var answer = Stream.concat(Stream.of(DONE), numbers.stream().map(String::valueOf));
            out.println(answer.collect(Collectors.joining(" ")));
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

    private List<Long> obey(List<String> order) throws IOException {
        var facts = new BenchFacts(app);
        return switch (order.getFirst()) {
            case TRAIN -> {
                train(app, TELCO);
                train(app, TELCO);
                train(app, RETAIL);
                yield shadowed(List.of());
            }
            case SHADOW_ON -> shadowed(List.of(SHADOW));
            case SHADOW_OFF -> shadowed(List.of());
            case IMPORT -> facts.importOrders(order.get(1));
            case FEATURES ->
                    List.of(
                            facts.features(
                                    FeatureSet.valueOf(order.get(1)),
                                    Integer.parseInt(order.get(2)),
                                    Integer.parseInt(order.get(3))));
            case ROUND_TRIPS -> List.of(facts.roundTrips(Integer.parseInt(order.get(1))));
            case REFRESH -> {
                var _ = new AnalyticsWiring(app).refreshProfiles().request(true);
                yield List.of();
            }
            default -> throw new IllegalArgumentException("unknown order: " + order);
        };
    }

    /// Answers nothing.
    private List<Long> shadowed(List<Integer> shadows) {
        var change = new RolloutChange.Traffic(List.of(new Arm(CHAMPION, 1)), shadows);
        var outcome =
                app.changeRollout()
                        .change(
                                new ChangeRollout.Command(
                                        TELCO,
                                        change,
                                        new ChangeRollout.Revision.Any(),
                                        BY,
                                        "bench"));
        if (!(outcome instanceof ChangeRollout.Outcome.Changed)) {
            throw new IllegalStateException("the rollout was not changed: " + outcome);
        }
        server.refresh();
        return List.of();
    }
}
