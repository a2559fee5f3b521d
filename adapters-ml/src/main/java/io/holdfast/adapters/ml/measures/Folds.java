package io.holdfast.adapters.ml.measures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;

/// A stratified, seeded partition of rows: every fold has its share of either class.
///
/// Exact copies (same features) are kept in one fold while rows are mostly distinct: a copy in the
/// training part would tell the label of its twin. Where most rows are copies, as with a handful of
/// categories, equal rows are the nature of the data and are spread like any others.
///
/// Where an entity has several rows, as at several dates, they are kept in one fold instead: what a
/// model has seen of a customer at one date tells much of the same customer at the next.
public final class Folds {

    private final int[] fold;
    private final int count;

    private Folds(int[] fold, int count) {
        this.fold = fold;
        this.count = count;
    }

    /// @param entities whose each row is
    public static Folds of(
            double[][] rows, List<String> entities, boolean[] positive, int count, long seed) {
        var groups = groups(rows, entities);
        shuffle(groups, new SplittableRandom(seed));
        var fold = new int[rows.length];
        var filled = new int[2][count];
        for (var group : groups) {
            int label = positive[group[0]] ? 1 : 0;
            int smallest = 0;
            for (int f = 1; f < count; f++) {
                if (filled[label][f] < filled[label][smallest]) {
                    smallest = f;
                }
            }
            for (int row : group) {
                fold[row] = smallest;
                filled[positive[row] ? 1 : 0][smallest]++;
            }
        }
        return new Folds(fold, count);
    }

    private static List<int[]> groups(double[][] rows, List<String> entities) {
        var byEntity = alike(entities);
        if (byEntity.size() < rows.length) {
            return byEntity;
        }
        var byContent = alike(Arrays.stream(rows).map(RowKey::new).toList());
        boolean mostlyDistinct = byContent.size() * 2 > rows.length;
        return mostlyDistinct ? byContent : byEntity;
    }

    /// Rows of equal keys together, in the order of their first ones.
    private static List<int[]> alike(List<?> keys) {
        var rowsOf = new LinkedHashMap<Object, List<Integer>>();
        for (int i = 0; i < keys.size(); i++) {
            rowsOf.computeIfAbsent(keys.get(i), _ -> new ArrayList<>()).add(i);
        }
        var groups = new ArrayList<int[]>();
        for (var group : rowsOf.values()) {
            groups.add(group.stream().mapToInt(Integer::intValue).toArray());
        }
        return groups;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by content
    private record RowKey(double[] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof RowKey(double[] theirs) && Arrays.equals(values, theirs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    private static void shuffle(List<int[]> groups, SplittableRandom random) {
        for (int i = groups.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            var swapped = groups.get(i);
            groups.set(i, groups.get(j));
            groups.set(j, swapped);
        }
    }

    public int count() {
        return count;
    }

    public int of(int row) {
        return fold[row];
    }
}
