package io.holdfast.bootstrap.bench;

import java.io.IOException;
import java.io.PrintWriter;
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
        SHADOW
    }

    private static final Set<Part> OVER_HTTP = EnumSet.of(Part.PREDICT, Part.BATCH, Part.SHADOW);

    private final Set<Part> parts;
    private final Effort effort;
    private final PrintWriter progress;

    /// @param progress what is being done, for people
    public Bench(Set<Part> parts, Effort effort, PrintWriter progress) {
        this.parts = EnumSet.copyOf(parts);
        this.effort = effort;
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
                figures.addAll(overHttp(opened.add(MeasuredServer.start(folder.path()))));
            }
            return figures;
        } catch (RunnerException e) {
            throw new IllegalStateException("a benchmark failed", e);
        }
    }

    private List<Figure> overHttp(MeasuredServer server) throws IOException, InterruptedException {
        say("starting a server with models of its own");
        server.awaitReady();
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

    private void say(String what) {
        progress.println(what + " ...");
        progress.flush();
    }
}
