package io.holdfast.adapters.ml.measures;

import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.ModelCard;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/// Figures of parts of the rows: for a category or flag one part per value, for the most important
/// numbers four bands between the quartiles; rows without the value are a part too.
public final class Slices {

    public static final int MIN_ROWS = 50;

    /// Numbers that are cut into bands.
    static final int MAX_NUMBERS = 6;

    /// Of one feature, the largest.
    static final int MAX_PER_FEATURE = 12;

    private static final int DIGITS = 6;

    private final List<Feature> features;
    private final double[][] x;
    private final double[] probability;
    private final boolean[] positive;

    private record Part(String label, DoublePredicate holds) {}

    public Slices(List<Feature> features, double[][] x, double[] probability, boolean[] positive) {
        this.features = features;
        this.x = x;
        this.probability = probability;
        this.positive = positive;
    }

    /// The parts with enough rows and both classes, those of the most important features first; at
    /// most `ModelCard.MAX_SLICES`.
    ///
    /// @param importance one for each feature
    public List<ModelCard.Slice> byImportance(double[] importance) {
        var order =
                IntStream.range(0, features.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(f -> -importance[f]))
                        .toList();
        var slices = new ArrayList<ModelCard.Slice>();
        int numbers = 0;
        for (int f : order) {
            if (features.get(f) instanceof Feature.Numeric) {
                numbers++;
                if (numbers > MAX_NUMBERS) {
                    continue;
                }
            }
            slices.addAll(of(f));
        }
        return List.copyOf(slices.subList(0, Math.min(slices.size(), ModelCard.MAX_SLICES)));
    }

    /// In the order of the feature's values.
    List<ModelCard.Slice> of(int feature) {
        var slices = new ArrayList<ModelCard.Slice>();
        for (var part : parts(feature)) {
            var members =
                    IntStream.range(0, x.length)
                            .filter(row -> part.holds().test(x[row][feature]))
                            .toArray();
            if (members.length >= MIN_ROWS && hasBothClasses(members)) {
                slices.add(slice(features.get(feature).name(), part.label(), members));
            }
        }
        var largest =
                slices.stream()
                        .sorted(Comparator.comparingInt(slice -> -slice.rows()))
                        .limit(MAX_PER_FEATURE)
                        .toList();
        return slices.stream().filter(largest::contains).toList();
    }

    private List<Part> parts(int feature) {
        var parts = new ArrayList<Part>();
        switch (features.get(feature)) {
            case Feature.Numeric _ -> parts.addAll(bands(feature));
            case Feature.Categorical categorical -> {
                for (int c = 0; c < categorical.categories().size(); c++) {
                    int category = c;
                    parts.add(
                            new Part(categorical.categories().get(c), value -> value == category));
                }
            }
            case Feature.Flag _ -> {
                parts.add(new Part("0", value -> value == 0));
                parts.add(new Part("1", value -> value == 1));
            }
        }
        parts.add(new Part("(missing)", Double::isNaN));
        return parts;
    }

    /// Between the quartiles of the values that are there; equal quartiles make fewer bands.
    private List<Part> bands(int feature) {
        var values =
                Arrays.stream(x)
                        .mapToDouble(row -> row[feature])
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .toArray();
        if (values.length == 0) {
            return List.of();
        }
        var cuts =
                IntStream.of(1, 2, 3)
                        .mapToDouble(quarter -> values[(values.length - 1) * quarter / 4])
                        .distinct()
                        .filter(cut -> cut < values[values.length - 1])
                        .toArray();
        var parts = new ArrayList<Part>();
        for (int b = 0; b <= cuts.length; b++) {
            double above = b == 0 ? Double.NEGATIVE_INFINITY : cuts[b - 1];
            double most = b == cuts.length ? Double.POSITIVE_INFINITY : cuts[b];
            parts.add(new Part(label(above, most), value -> value > above && value <= most));
        }
        return parts;
    }

    private static String label(double above, double most) {
        if (Double.isInfinite(above)) {
            return Double.isInfinite(most) ? "any number" : "up to " + text(most);
        }
        return Double.isInfinite(most)
                ? "above " + text(above)
                : "above " + text(above) + " to " + text(most);
    }

    private static String text(double number) {
        return number == 0
                ? "0"
                : new BigDecimal(number)
                        .round(new MathContext(DIGITS))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private boolean hasBothClasses(int[] members) {
        return Arrays.stream(members).anyMatch(row -> positive[row])
                && Arrays.stream(members).anyMatch(row -> !positive[row]);
    }

    private ModelCard.Slice slice(String feature, String value, int[] members) {
        var p = Arrays.stream(members).mapToDouble(row -> probability[row]).toArray();
        var y = new boolean[members.length];
        int positives = 0;
        for (int i = 0; i < members.length; i++) {
            y[i] = positive[members[i]];
            positives += y[i] ? 1 : 0;
        }
        double expected = Arrays.stream(p).sum();
        double variance = Arrays.stream(p).map(each -> each * (1 - each)).sum();
        return new ModelCard.Slice(
                feature,
                value,
                members.length,
                positives,
                expected / members.length,
                Figures.rocAuc(p, y),
                Figures.logLoss(p, y),
                Figures.calibrationError(p, y),
                (expected - positives) / Math.sqrt(variance));
    }
}
