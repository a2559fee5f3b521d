package io.holdfast.bootstrap.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs JMH benchmarks, each in a process of its own, and keeps what they cost.
final class Measurements {

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String IGNORE_LOCK = "jmh.ignoreLock";
    private static final TimeValue QUICK_ITERATION = TimeValue.milliseconds(500);
    private static final int MAX_ITERATIONS = 10;
    private static final int WARM_UPS = 3;

    /// @param nanos an operation's, in the fastest iteration
    /// @param bytes an operation's allocations
    record Cost(double nanos, double bytes) {
        Cost least(Cost other) {
            return new Cost(Math.min(nanos, other.nanos), Math.max(bytes, other.bytes));
        }
    }

    private final Map<String, Cost> costs = new HashMap<>();

    private Measurements() {}

    /// @param properties of the benchmarks' processes, such as `-Dname=value`
    static Measurements run(Class<?> benchmarks, Effort effort, String... properties)
            throws RunnerException {
        // One lock file for all users of a machine would stay behind and could be somebody else's.
        System.setProperty(IGNORE_LOCK, "true");
        var measured = new Measurements();
        int rounds = Math.min(effort.rounds(), 2);
        for (int round = 0; round < rounds; round++) {
            var options =
                    new OptionsBuilder()
                            .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
                            .forks(1)
                            .warmupIterations(WARM_UPS)
                            .warmupTime(QUICK_ITERATION)
                            .measurementIterations(iterations(effort))
                            .measurementTime(QUICK_ITERATION)
                            .timeUnit(TimeUnit.NANOSECONDS)
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT)
                            .addProfiler(GCProfiler.class)
                            .jvmArgsAppend(properties)
                            .build();
            new Runner(options).run().forEach(measured::add);
        }
        return measured;
    }

    private static int iterations(Effort effort) {
        return Math.clamp(2 * effort.slice().toSeconds(), 2, MAX_ITERATIONS);
    }

    private void add(RunResult result) {
        double nanos = Double.POSITIVE_INFINITY;
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (var iteration : fork.getIterationResults()) {
                nanos = Math.min(nanos, iteration.getPrimaryResult().getScore());
            }
        }
        double bytes =
                Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED)).getScore();
        costs.merge(name(result), new Cost(nanos, bytes), Cost::least);
    }

    /// Such as `smile 100`: the method and its parameter.
    private static String name(RunResult result) {
        var parameters = result.getParams();
        var method = parameters.getBenchmark();
        var names = parameters.getParamsKeys();
        var name = new StringBuilder(method.substring(method.lastIndexOf('.') + 1));
        names.forEach(key -> name.append(' ').append(parameters.getParam(key)));
        return name.toString();
    }

    Cost of(String method, String parameter) {
        var cost = costs.get(method + " " + parameter);
        if (cost == null) {
            throw new IllegalArgumentException("not measured: " + method + " " + parameter);
        }
        return cost;
    }
}
