package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.measures.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/// All fits a nested comparison needs, each made once.
///
/// Rows are cut into small parts; a fold is one part or several. For every fold `k` a model is
/// fitted without `k`, and inside of what is left, models without `k` and one inner group: their
/// scores of the inner groups choose the settings and the calibration that fold `k` is judged with,
/// so nothing of that choice has seen a row of `k`. A model without `k` and `j` serves fold `k`
/// with inner group `j` and the other way round.
final class CrossValidation {

    private static final int INNER_GROUPS = 4;

    private final Rows rows;
    private final int[][] rowsOf;
    private final List<List<Integer>> folds;
    private final long seed;
    private final Map<Job, Held> held = new HashMap<>();

    /// Raw scores of held-out rows that were not seen by the fit that scored them.
    ///
    /// @param raw `[variant][row]`
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(int[] rows, double[][] raw) {}

    /// One recipe fitted without some parts.
    private record Job(Recipe recipe, List<Integer> without) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Held(double[][] raw, double seconds) {}

    CrossValidation(Rows rows, int foldCount, long seed) {
        this.rows = rows;
        this.seed = seed;
        int partsPerFold = foldCount == 2 ? 3 : foldCount == 3 ? 2 : 1;
        int parts = foldCount * partsPerFold;
        var cut = Folds.of(rows.x(), rows.entities(), rows.positive(), parts, seed);
        rowsOf = new int[parts][];
        for (int p = 0; p < parts; p++) {
            int part = p;
            rowsOf[p] = IntStream.range(0, rows.size()).filter(r -> cut.of(r) == part).toArray();
        }
        folds = new ArrayList<>();
        for (int f = 0; f < foldCount; f++) {
            folds.add(IntStream.range(f * partsPerFold, (f + 1) * partsPerFold).boxed().toList());
        }
    }

    int folds() {
        return folds.size();
    }

    int[] rowsOfFold(int fold) {
        return rowsOf(folds.get(fold));
    }

    private int[] rowsOf(List<Integer> parts) {
        return parts.stream().flatMapToInt(part -> Arrays.stream(rowsOf[part])).toArray();
    }

    /// The parts outside a fold, in a few groups.
    private List<List<Integer>> innerGroups(int fold) {
        var others =
                IntStream.range(0, rowsOf.length)
                        .boxed()
                        .filter(part -> !folds.get(fold).contains(part))
                        .toList();
        int groups = Math.min(INNER_GROUPS, others.size());
        var inner = new ArrayList<List<Integer>>();
        for (int g = 0; g < groups; g++) {
            inner.add(others.subList(g * others.size() / groups, (g + 1) * others.size() / groups));
        }
        return inner;
    }

    private static List<Integer> union(List<Integer> a, List<Integer> b) {
        var both = new TreeSet<>(a);
        both.addAll(b);
        return List.copyOf(both);
    }

    /// Everything that is left out by some fit.
    private List<List<Integer>> without() {
        var without = new LinkedHashSet<List<Integer>>();
        for (int fold = 0; fold < folds.size(); fold++) {
            without.add(folds.get(fold));
            for (var group : innerGroups(fold)) {
                without.add(union(folds.get(fold), group));
            }
        }
        return List.copyOf(without);
    }

    /// Of each recipe.
    int fits() {
        return without().size();
    }

    /// Fits every recipe wherever it is needed.
    void run(List<Recipe> recipes, Lanes lanes, Stop stop, Steps steps) {
        var without = without();
        var jobs = new ArrayList<Job>();
        var tasks = new ArrayList<Callable<Held>>();
        for (var recipe : recipes) {
            for (var parts : without) {
                var job = new Job(recipe, parts);
                jobs.add(job);
                tasks.add(() -> fit(job, stop));
            }
        }
        var results =
                lanes.run(
                        tasks,
                        task ->
                                steps.done(
                                        "fit %d of %d, %s"
                                                .formatted(
                                                        task % without.size() + 1,
                                                        without.size(),
                                                        steps.name(jobs.get(task).recipe())),
                                        jobs.get(task).recipe()));
        for (int i = 0; i < results.size(); i++) {
            held.put(jobs.get(i), results.get(i));
        }
    }

    private Held fit(Job job, Stop stop) {
        long began = System.nanoTime();
        var training =
                rows.at(
                        IntStream.range(0, rowsOf.length)
                                .filter(part -> !job.without().contains(part))
                                .flatMap(part -> Arrays.stream(rowsOf[part]))
                                .sorted()
                                .toArray());
        var judged = rows.at(rowsOf(job.without()));
        double[][] raw;
        if (isLearnable(training)) {
            raw = job.recipe().fit(training, seedOf(job), stop).raw(judged.x());
        } else {
            raw = new double[job.recipe().variants()][judged.size()];
        }
        return new Held(raw, (System.nanoTime() - began) / 1e9);
    }

    /// A few rows may lose a class, or all variation, with the parts that are left out.
    private static boolean isLearnable(Rows rows) {
        int positives = rows.positives();
        return positives > 0
                && positives < rows.size()
                && IntStream.range(0, rows.features().size()).anyMatch(rows::varies);
    }

    private long seedOf(Job job) {
        return seed * 0x9E3779B97F4A7C15L + job.without().hashCode();
    }

    /// A recipe's scores of a fold, from the fit without that fold.
    Piece outer(Recipe recipe, int fold) {
        return piece(recipe, folds.get(fold), folds.get(fold));
    }

    /// A recipe's scores of everything outside a fold, from fits without that fold as well.
    List<Piece> inner(Recipe recipe, int fold) {
        return innerGroups(fold).stream()
                .map(group -> piece(recipe, union(folds.get(fold), group), group))
                .toList();
    }

    private Piece piece(Recipe recipe, List<Integer> without, List<Integer> wanted) {
        var result = held.get(new Job(recipe, without));
        if (result == null) {
            throw new IllegalStateException("not fitted: " + recipe);
        }
        var raw = new double[result.raw().length][];
        for (int v = 0; v < raw.length; v++) {
            raw[v] = slice(result.raw()[v], without, wanted);
        }
        return new Piece(rowsOf(wanted), raw);
    }

    private double[] slice(double[] raw, List<Integer> without, List<Integer> wanted) {
        var slice = new double[rowsOf(wanted).length];
        int from = 0;
        int to = 0;
        for (int part : without) {
            int length = rowsOf[part].length;
            if (wanted.contains(part)) {
                System.arraycopy(raw, from, slice, to, length);
                to += length;
            }
            from += length;
        }
        return slice;
    }

    double seconds(Recipe recipe) {
        return held.entrySet().stream()
                .filter(entry -> entry.getKey().recipe().equals(recipe))
                .mapToDouble(entry -> entry.getValue().seconds())
                .sum();
    }
}
