package io.holdfast.adapters.ml.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

    @Test
    void gives_every_fold_its_share_of_either_class() {
        var rows = distinct(103);
        var positive = new boolean[103];
        Arrays.fill(positive, 0, 23, true);

        var folds = Folds.of(rows, own(rows), positive, 5, 1);

        var sizes = new int[5];
        var positives = new int[5];
        for (int i = 0; i < rows.length; i++) {
            sizes[folds.of(i)]++;
            positives[folds.of(i)] += positive[i] ? 1 : 0;
        }
        assertThat(sizes).containsExactlyInAnyOrder(21, 21, 21, 20, 20);
        assertThat(positives).containsExactlyInAnyOrder(5, 5, 5, 4, 4);
    }

    @Test
    void depends_on_the_seed_and_on_nothing_else() {
        var rows = distinct(60);
        var positive = new boolean[60];
        var first = folds(rows, positive, 1);

        assertThat(folds(rows, positive, 1)).isEqualTo(first);
        assertThat(folds(rows, positive, 2)).isNotEqualTo(first);
    }

    @Test
    void keeps_exact_copies_together() {
        var rows = distinct(60);
        rows[40] = rows[3].clone();
        rows[50] = rows[3].clone();
        rows[51] = new double[] {Double.NaN};
        rows[52] = new double[] {Double.NaN};
        var positive = new boolean[60];
        positive[40] = true;

        for (int seed = 0; seed < 20; seed++) {
            var fold = folds(rows, positive, seed);
            assertThat(fold[40]).isEqualTo(fold[3]).isEqualTo(fold[50]);
            assertThat(fold[51]).isEqualTo(fold[52]);
        }
    }

    @Test
    void spreads_rows_where_most_are_copies() {
        var rows = new double[60][];
        Arrays.setAll(rows, i -> new double[] {i % 3});

        var fold = folds(rows, new boolean[60], 1);

        for (int f = 0; f < 5; f++) {
            int wanted = f;
            assertThat(Arrays.stream(fold).filter(own -> own == wanted).count()).isEqualTo(12);
        }
    }

    @Test
    void keeps_the_rows_of_an_entity_together() {
        var rows = distinct(60);
        var entities = new ArrayList<>(own(rows));
        entities.set(40, entities.get(3));
        entities.set(50, entities.get(3));

        for (int seed = 0; seed < 20; seed++) {
            var folds = Folds.of(rows, entities, new boolean[60], 5, seed);
            assertThat(folds.of(40)).isEqualTo(folds.of(3)).isEqualTo(folds.of(50));
        }
    }

    /// Each row is of another entity.
    private static List<String> own(double[][] rows) {
        return IntStream.range(0, rows.length).mapToObj(String::valueOf).toList();
    }

    private static int[] folds(double[][] rows, boolean[] positive, long seed) {
        var folds = Folds.of(rows, own(rows), positive, 5, seed);
        var fold = new int[rows.length];
        Arrays.setAll(fold, folds::of);
        return fold;
    }

    private static double[][] distinct(int count) {
        var random = new SplittableRandom(9);
        var rows = new double[count][];
        Arrays.setAll(rows, _ -> new double[] {random.nextDouble()});
        return rows;
    }
}
