package io.holdfast.bootstrap.bench;

import io.holdfast.adapters.ml.MlAdapter;
import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.ModelLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One row by a model as it is served: its score, and its explanation.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScoreBenchmark {

    /// The system property that names the artefact of the trained model.
    static final String ARTEFACT = "holdfast.bench.artefact";

    static final String TRAINED = "trained";
    static final String FULL_TREES = "full-trees";
    static final String CONTRACT = "telco";

    private static final int ROWS = 1_000;
    private static final int TREES = 300;
    private static final int FEATURES = 20;
    private static final long SEED = 20_260_101L;

    /// The model and the next row; for the benchmark's process.
    @State(Scope.Thread)
    public static class Served {

        @Param({TRAINED, FULL_TREES})
        public String kind = TRAINED;

        private CompiledModel model = MlAdapter.fullTrees(1, 1, SEED);
        private double[][] rows = new double[ROWS][1];
        private int row;

        /// Loads or makes the model once.
        @Setup
        public void load() throws IOException {
            if (kind.equals(TRAINED)) {
                model = loaded(Path.of(System.getProperty(ARTEFACT, "")));
                rows =
                        DemoRows.read(CONTRACT, ROWS).rows().stream()
                                .map(one -> one.features().toArray())
                                .toArray(double[][]::new);
            } else {
                model = MlAdapter.fullTrees(TREES, FEATURES, SEED);
                var random = new SplittableRandom(SEED);
                rows = new double[ROWS][FEATURES];
                for (var values : rows) {
                    Arrays.setAll(values, _ -> random.nextGaussian());
                }
            }
        }

        private static CompiledModel loaded(Path artefact) throws IOException {
            return switch (MlAdapter.loader().load(Files.readAllBytes(artefact))) {
                case ModelLoader.Outcome.Loaded(var model) -> model;
                case ModelLoader.Outcome.Unusable(var reason) ->
                        throw new IllegalStateException(reason);
            };
        }

        private double[] next() {
            row = row + 1 < ROWS ? row + 1 : 0;
            return rows[row];
        }
    }

    @Benchmark
    public double score(Served served) {
        return served.model.score(served.next());
    }

    @Benchmark
    public Explanation explain(Served served) {
        return served.model.explain(served.next());
    }
}
