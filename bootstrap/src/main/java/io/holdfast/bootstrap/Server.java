package io.holdfast.bootstrap;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.models.ServedModels;
import io.holdfast.bootstrap.config.Config;
import io.holdfast.bootstrap.demo.DemoModel;
import io.holdfast.bootstrap.demo.DemoShop;
import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A running Holdfast: the application, the HTTP server in front of it, its share in the background
/// work, and what lets every node follow a changed rollout: it is told, and looks every two seconds
/// in any case.
public final class Server implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Server.class.getName());
    private static final int REFRESH_SECONDS = 2;

    /// How the HTTP server is started.
    @FunctionalInterface
    interface Listening {
        WebAdapter start(WebAdapter.Settings settings, WebAdapter.UseCases useCases);
    }

    private final App app;
    private final ServedModels models;
    private final List<String> firstLines;
    private final WebAdapter web;
    private final ScheduledExecutorService refresher;
    private final PersistenceAdapter.Subscription changes;
    private final PersistenceAdapter.Background background;

    private Server(App app, Listening listening) {
        this.app = app;
        models = app.servedModels();
        models.refresh();
        // Before anybody can ask: a key that is configured no longer must not open for a moment.
        firstLines = new FirstStart(app).prepare();
        var backgroundWiring = new BackgroundWiring(app, models);
        var wiring = new WebWiring(app, models, backgroundWiring);
        web = listening.start(wiring.settings(), wiring.useCases());
        refresher =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("model-refresh").factory());
        var _ =
                refresher.scheduleWithFixedDelay(
                        this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
        changes = app.persistence().onRolloutChange(this::refresh);
        background = backgroundWiring.start();
    }

    /// Serves until the process is told to end.
    ///
    /// @return the exit code
    public static int run(Config config, Clock clock, PrintWriter out) {
        var server = open(config, clock);
        var ended = new CountDownLatch(1);
        var main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    main.interrupt();
                                    server.close();
                                    ended.countDown();
                                },
                                "shutdown"));
        try {
            server.prepare(out);
            ended.await();
        } catch (InterruptedException | CancellationException _) {
            // The shutdown hook is at work; the process ends with it.
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /// Opens the application and answers from here on, `degraded` where there is no model yet.
    public static Server open(Config config, Clock clock) {
        return on(App.open(config, clock, App.Ownership.OWNER), WebAdapter::start);
    }

    /// Answers for an open application, which is closed with the server.
    static Server on(App app, Listening listening) {
        try {
            return new Server(app, listening);
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    public int port() {
        return web.port();
    }

    /// Makes what a first start needs and says what there is to know.
    ///
    /// Secrets are shown before the long work: a start that is broken off must not have made a
    /// password that nobody ever saw.
    public void prepare(PrintWriter out) {
        if (!firstLines.isEmpty()) {
            firstLines.forEach(line -> out.println("  " + line));
            out.println();
        }
        if (app.config().profile() == Config.Profile.DEMO) {
            var facts = app.persistence().facts();
            var _ =
                    new DemoShop(
                                    app.persistence().transactions(),
                                    facts.loads(),
                                    facts.customers(),
                                    app.clock())
                            .open(out);
            // What was kept before may be the profiles of an empty shop.
            var _ = new AnalyticsWiring(app).refreshProfiles().request(true);
            new DemoModel(
                            app.uploadDataset(),
                            app.trainModel(),
                            app.datasets(),
                            app.persistence().rollouts(),
                            models)
                    .train(out, () -> new ProgressLines(out));
        }
        var server = app.config().server();
        out.printf(
                "Holdfast is ready: %s://%s:%d/docs%n",
                server.tls() instanceof Config.Tls.Off ? "http" : "https", server.host(), port());
        out.flush();
    }

    /// Follows the registry now.
    void refresh() {
        try {
            models.refresh();
        } catch (Throwable e) {
            // Or the executor would never look again. The next look is two seconds away; what is
            // served goes on.
            LOG.log(Level.WARNING, "the model registry could not be read", e);
        }
    }

    /// Running requests end, background work is laid down, the inference log is flushed, the
    /// database stops.
    @Override
    public void close() {
        LOG.log(Level.INFO, "stopping: running requests end first");
        // What runs goes on following the rollouts until its end.
        web.close();
        background.close();
        changes.close();
        refresher.shutdownNow();
        app.close();
        LOG.log(Level.INFO, "stopped");
    }
}
