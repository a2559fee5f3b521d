package io.holdfast.bootstrap.bench;

import io.holdfast.bootstrap.BenchServer;
import io.holdfast.bootstrap.database.ScratchDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.runner.RunnerException;

/// Measures what it is asked for and cleans up behind itself, also where it is broken off.
public final class Bench {

    /// What can be measured alone.
    public enum Part {
        FOREST,
        SCORE,
        PREDICT,
        BATCH,
        SHADOW,
        IMPORT,
        EVENTS,
        FEATURES,
        CUSTOMER_360
    }

    private static final Set<Part> OVER_HTTP = EnumSet.of(Part.PREDICT, Part.BATCH, Part.SHADOW);
    private static final Set<Part> OF_CUSTOMERS =
            EnumSet.of(Part.EVENTS, Part.FEATURES, Part.CUSTOMER_360);

    private final Set<Part> parts;
    private final Effort effort;
    private final Sizes sizes;
    private final InstantSource clock;
    private final PrintWriter progress;

    /// @param progress what is being done, for people
    public Bench(
            Set<Part> parts,
            Effort effort,
            Sizes sizes,
            InstantSource clock,
            PrintWriter progress) {
        this.parts = EnumSet.copyOf(parts);
        this.effort = effort;
        this.sizes = sizes;
        this.clock = clock;
        this.progress = progress;
    }

    /// In the order of the parts.
    public List<Figure> run() throws IOException, InterruptedException {
        try (var opened = new Opened()) {
            var folder = opened.add(WorkFolder.create());
            var figures = new ArrayList<Figure>();
            if (parts.contains(Part.FOREST)) {
                say("growing forests and scoring by them");
                figures.addAll(ModelFigures.againstSmile(effort));
            }
            if (parts.contains(Part.SCORE)) {
                say("training a model, scoring and explaining by it");
                figures.addAll(ModelFigures.scoring(effort, folder.path()));
            }
            if (parts.stream().anyMatch(OVER_HTTP::contains)) {
                try (var server = opened.add(MeasuredServer.start(folder.part("scores")))) {
                    figures.addAll(overHttp(server));
                }
            }
            if (parts.contains(Part.IMPORT)) {
                var place = folder.part("import");
                try (var server = opened.add(MeasuredServer.start(place, ImportFigures.HEAP))) {
                    figures.addAll(importing(server, place));
                }
            }
            if (parts.stream().anyMatch(OF_CUSTOMERS::contains)) {
                try (var server = opened.add(MeasuredServer.start(folder.part("customers")))) {
                    figures.addAll(ofCustomers(server));
                }
            }
            return figures;
        } catch (RunnerException e) {
            throw new IllegalStateException("a benchmark failed", e);
        }
    }

    private List<Figure> overHttp(MeasuredServer server) throws IOException, InterruptedException {
        say("starting a server with models of its own");
        server.awaitReady();
        var _ = server.order(BenchServer.TRAIN);
        var http = HttpFigures.of(server, effort);
        say("warming it up");
        http.warmUp();
        var figures = new ArrayList<Figure>();
        if (parts.contains(Part.PREDICT)) {
            say("asking for predictions and echoes");
            figures.addAll(http.besideEcho());
        }
        if (parts.contains(Part.BATCH)) {
            say("asking for batches and single predictions");
            figures.addAll(http.batchBesideSingle());
        }
        if (parts.contains(Part.SHADOW)) {
            say("asking with a shadow and without");
            figures.addAll(http.withShadow());
        }
        return figures;
    }

    private List<Figure> importing(MeasuredServer server, Path place) throws IOException {
        say("importing orders, by profile and by COPY");
        server.awaitReady();
        return ImportFigures.besideCopy(server, place, sizes.orders(), effort);
    }

    private List<Figure> ofCustomers(MeasuredServer server)
            throws IOException, InterruptedException {
        say(Figure.text("making up %,d customers", sizes.customers()));
        server.awaitReady();
        var figures = new ArrayList<Figure>();
        try (var database = ScratchDatabase.join(server.data())) {
            GeneratedShop.storeAll(database, sizes.customers());
            if (parts.contains(Part.EVENTS)) {
                say("sending events");
                figures.addAll(
                        EventFigures.besideInsert(server, database, effort, clock.instant()));
            }
            if (parts.contains(Part.FEATURES)) {
                say("asking for features of single customers");
                figures.addAll(
                        FeatureFigures.besideRoundTrip(
                                server, database, sizes.customers(), effort));
            }
            if (parts.contains(Part.CUSTOMER_360)) {
                say("refreshing profiles and asking for answers from them");
                figures.addAll(
                        Customer360Figures.measure(server, database, sizes.customers(), effort));
            }
        }
        return figures;
    }

    private void say(String what) {
        progress.println(what + " ...");
        progress.flush();
    }
}
