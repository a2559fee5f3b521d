package io.holdfast.bootstrap.bench;

import io.holdfast.adapters.ml.MlAdapter;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One row by one forest in its two forms.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ForestBenchmark {

    private static final int ROWS = 4_000;
    private static final long SEED = 20_260_101L;

    /// The forest and the next row; for the benchmark's process.
    @State(Scope.Thread)
    public static class Forest {

        @Param({"100", "300"})
        public int trees;

        private IntToDoubleFunction smile = _ -> Double.NaN;
        private IntToDoubleFunction compiled = _ -> Double.NaN;
        private int row;

        /// Grows it once.
        @Setup
        public void grow() {
            var twins = MlAdapter.twins(trees, ROWS, SEED);
            smile = twins.smile();
            compiled = twins.compiled();
        }

        private int next() {
            row = row + 1 < ROWS ? row + 1 : 0;
            return row;
        }
    }

    @Benchmark
    public double smile(Forest forest) {
        return forest.smile.applyAsDouble(forest.next());
    }

    @Benchmark
    public double compiled(Forest forest) {
        return forest.compiled.applyAsDouble(forest.next());
    }
}
