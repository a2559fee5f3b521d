package io.holdfast.adapters.ml.measures;

import io.holdfast.domain.models.Metrics;
import io.holdfast.domain.models.ModelCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// 95 % intervals by the percentile bootstrap (Efron and Tibshirani, "An Introduction to the
/// Bootstrap", 1993, section 13.3): rows are drawn with replacement, as many as there are, and a
/// figure's interval reaches from the 2.5th to the 97.5th percentile of its values.
///
/// The draw is plain, not stratified: the share of positives varies as it would in another sample
/// of customers, and precision, losses and accuracy vary with it. A draw of one class only is drawn
/// again. The models are not trained again, so the intervals tell what another sample would do to
/// the figures of these predictions, not to the training.
public final class Bootstrap {

    public static final int RESAMPLES = 1_000;

    /// Above `LARGE_ROWS` fewer draws are enough: the intervals are narrow, and time is not.
    static final int FEW_RESAMPLES = 200;

    static final int LARGE_ROWS = 100_000;

    private static final double TAIL = 0.025;

    private Bootstrap() {}

    /// @param threshold from which a probability means "yes"
    /// @throws IllegalArgumentException when a class is absent
    public static ModelCard.Headline headline(
            double[] probability, boolean[] positive, double threshold, long seed) {
        int resamples = probability.length > LARGE_ROWS ? FEW_RESAMPLES : RESAMPLES;
        var drawn = draw(new CountedFigures(probability, positive, threshold), resamples, seed);
        int positives = 0;
        for (boolean yes : positive) {
            positives += yes ? 1 : 0;
        }
        return new ModelCard.Headline(
                probability.length,
                positives,
                Figures.of(probability, positive, threshold),
                percentile(drawn, TAIL),
                percentile(drawn, 1 - TAIL),
                resamples);
    }

    private static List<Metrics> draw(CountedFigures figures, int resamples, long seed) {
        var random = new SplittableRandom(seed);
        int n = figures.size();
        var counts = new int[n];
        Arrays.fill(counts, 1);
        if (figures.isOneClass(counts)) {
            throw new IllegalArgumentException("rows of both classes are needed");
        }
        var drawn = new ArrayList<Metrics>(resamples);
        while (drawn.size() < resamples) {
            Arrays.fill(counts, 0);
            for (int i = 0; i < n; i++) {
                counts[random.nextInt(n)]++;
            }
            if (!figures.isOneClass(counts)) {
                drawn.add(figures.of(counts));
            }
        }
        return drawn;
    }

    private static Metrics percentile(List<Metrics> drawn, double share) {
        return new Metrics(
                percentile(drawn, share, Metrics::rocAuc),
                percentile(drawn, share, Metrics::prAuc),
                percentile(drawn, share, Metrics::logLoss),
                percentile(drawn, share, Metrics::brier),
                percentile(drawn, share, Metrics::calibrationError),
                percentile(drawn, share, Metrics::accuracy));
    }

    private static double percentile(
            List<Metrics> drawn, double share, ToDoubleFunction<Metrics> figure) {
        return percentile(drawn.stream().mapToDouble(figure).sorted().toArray(), share);
    }

    /// Between the two nearest values in proportion (Hyndman and Fan's type 7).
    static double percentile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
