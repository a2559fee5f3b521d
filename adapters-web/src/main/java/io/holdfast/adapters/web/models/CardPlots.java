package io.holdfast.adapters.web.models;

import io.holdfast.adapters.web.models.Plot.Axis;
import io.holdfast.adapters.web.models.Plot.Point;
import io.holdfast.domain.models.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The pictures of a card, each with its title and what to read from it.
final class CardPlots {

    private static final int TALL = 330;
    private static final int LOW = 170;
    private static final int MAX_BARS = 20;
    private static final int BAR_HEIGHT = 22;
    private static final int LABEL_WIDTH = 190;
    private static final int BAR_WIDTH = 200;
    private static final int MAX_LABEL = 28;

    /// The 97.5th percentile of the normal distribution.
    private static final double Z = 1.96;

    private final Markup out;
    private final ModelCard card;

    CardPlots(Markup out, ModelCard card) {
        this.out = out;
        this.card = card;
    }

    void write() {
        out.open("div", "class", "plots");
        roc();
        precisionRecall();
        calibration();
        importance();
        thresholds();
        cost();
        out.close("div");
    }

    private void begin(String title) {
        out.open("figure").element("h3", title);
    }

    private void end(String caption) {
        out.element("figcaption", caption).close("figure");
    }

    private void roc() {
        begin("Who ranks first: ROC curve");
        var curve =
                card.rocCurve().stream()
                        .map(p -> new Point(p.falsePositiveRate(), p.truePositiveRate()))
                        .toList();
        new Plot(
                        out,
                        "ROC curve",
                        TALL,
                        new Axis("flagged of those without the label", 1),
                        new Axis("flagged of those with the label", 1))
                .line(List.of(new Point(0, 0), new Point(1, 1)), Plot.GREY, "4 4")
                .line(curve, Plot.BLUE, "none")
                .end();
        end(
                "The area under the curve is %s. The dashed line is guessing."
                        .formatted(
                                String.format(
                                        Locale.ROOT, "%.3f", card.headline().estimate().rocAuc())));
    }

    private void precisionRecall() {
        double base = (double) card.headline().positives() / card.headline().rows();
        begin("How pure the list is: precision and recall");
        var curve =
                card.precisionRecallCurve().stream()
                        .map(p -> new Point(p.recall(), p.precision()))
                        .toList();
        new Plot(
                        out,
                        "Precision and recall",
                        TALL,
                        new Axis("recall: flagged of those with the label", 1),
                        new Axis("precision: label of those flagged", 1))
                .line(List.of(new Point(0, base), new Point(1, base)), Plot.GREY, "4 4")
                .line(curve, Plot.BLUE, "none")
                .end();
        end(
                "The dashed line is guessing: %s of the rows have the label."
                        .formatted(String.format(Locale.ROOT, "%.1f %%", 100 * base)));
    }

    private void calibration() {
        begin("Whether probabilities mean what they say: calibration");
        var plot =
                new Plot(
                                out,
                                "Calibration",
                                TALL,
                                new Axis("predicted probability, mean of the bin", 1),
                                new Axis("share with the label", 1))
                        .line(List.of(new Point(0, 0), new Point(1, 1)), Plot.GREY, "4 4");
        for (var bin : card.calibration()) {
            plot.line(whisker(bin), Plot.BLUE, "none")
                    .dot(new Point(bin.meanPredicted(), bin.observedRate()), Plot.BLUE);
        }
        plot.end();
        int most =
                card.calibration().stream()
                        .mapToInt(ModelCard.CalibrationBin::rows)
                        .max()
                        .orElse(1);
        var sizes =
                new Plot(
                        out,
                        "Rows in each bin",
                        LOW,
                        new Axis("predicted probability", 1),
                        new Axis("rows", most * 1.15));
        for (var bin : card.calibration()) {
            sizes.bar(bin.from(), bin.to(), bin.rows(), Plot.BLUE)
                    .above(
                            new Point((bin.from() + bin.to()) / 2, bin.rows()),
                            String.format(Locale.ROOT, "%,d", bin.rows()));
        }
        sizes.end();
        end(
                "On the dashed line, as many have the label as were predicted. Upright lines are 95 % intervals (Wilson) of a bin's share; below, the rows in each bin.");
    }

    /// Wilson's interval of a share (Journal of the American Statistical Association 22, 1927).
    private static List<Point> whisker(ModelCard.CalibrationBin bin) {
        double n = bin.rows();
        double share = bin.observedRate();
        double centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half =
                Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return List.of(
                new Point(bin.meanPredicted(), Math.max(0, centre - half)),
                new Point(bin.meanPredicted(), Math.min(1, centre + half)));
    }

    private void thresholds() {
        begin("What a threshold comes to");
        var precision = new ArrayList<Point>();
        var recall = new ArrayList<Point>();
        var flagged = new ArrayList<Point>();
        for (var threshold : card.thresholds()) {
            threshold
                    .precision()
                    .ifPresent(value -> precision.add(new Point(threshold.from(), value)));
            recall.add(new Point(threshold.from(), card.recall(threshold)));
            flagged.add(new Point(threshold.from(), card.flaggedShare(threshold)));
        }
        double cheapest = card.cheapest().from();
        var plot =
                new Plot(
                                out,
                                "Precision, recall and share of flagged by threshold",
                                TALL,
                                new Axis("threshold: flagged from this probability on", 1),
                                new Axis("share", 1))
                        .line(
                                List.of(new Point(cheapest, 0), new Point(cheapest, 1)),
                                Plot.GREY,
                                "4 4")
                        .line(precision, Plot.BLUE, "none")
                        .line(recall, Plot.ORANGE, "none")
                        .line(flagged, Plot.GREEN, "7 3");
        plot.end();
        legend("precision", Plot.BLUE, "recall", Plot.ORANGE, "share flagged", Plot.GREEN);
        end(
                "The upright dashed line is the cheapest threshold, %s."
                        .formatted(String.format(Locale.ROOT, "%.2f", cheapest)));
    }

    private void legend(String... namesAndColours) {
        out.open(
                "svg",
                "viewBox",
                "0 0 460 22",
                "aria-hidden",
                "true",
                "font-size",
                12,
                "font-family",
                "system-ui, sans-serif",
                "fill",
                "#1f2937");
        double x = 66;
        for (int i = 0; i < namesAndColours.length; i += 2) {
            out.shape(
                    "rect",
                    "x",
                    x,
                    "y",
                    6,
                    "width",
                    18,
                    "height",
                    4,
                    "fill",
                    namesAndColours[i + 1]);
            out.element("text", namesAndColours[i], "x", x + 24, "y", 12);
            x += 130;
        }
        out.close("svg");
    }

    private void cost() {
        var costs = card.costs();
        begin("What mistakes cost");
        var curve =
                card.thresholds().stream()
                        .map(threshold -> new Point(threshold.from(), card.cost(threshold)))
                        .toList();
        double most = curve.stream().mapToDouble(Point::y).max().orElse(1) * 1.1;
        var cheapest = card.cheapest();
        var mark = new Point(cheapest.from(), card.cost(cheapest));
        new Plot(
                        out,
                        "Cost by threshold",
                        TALL,
                        new Axis("threshold: flagged from this probability on", 1),
                        new Axis("mean cost of a row", Math.max(most, 1e-9)))
                .line(curve, Plot.BLUE, "none")
                .dot(mark, Plot.ORANGE)
                .end();
        end(
                "With %s for a miss and %s for a needless contact, the least cost is %s a row, at the threshold %s."
                        .formatted(
                                Plot.number(costs.missed()),
                                Plot.number(costs.needless()),
                                String.format(Locale.ROOT, "%.3f", mark.y()),
                                String.format(Locale.ROOT, "%.2f", mark.x())));
    }

    private void importance() {
        begin("What moves a score: mean distance in log-odds");
        var inputs = card.byImportance().stream().limit(MAX_BARS).toList();
        double most = Math.max(inputs.getFirst().importance(), 1e-9);
        out.open(
                "svg",
                "viewBox",
                "0 0 460 " + (inputs.size() * BAR_HEIGHT + 8),
                "role",
                "img",
                "aria-label",
                "Importance of features",
                "font-size",
                12,
                "font-family",
                "system-ui, sans-serif",
                "fill",
                "#1f2937");
        for (int i = 0; i < inputs.size(); i++) {
            var input = inputs.get(i);
            double y = i * BAR_HEIGHT + 4.0;
            double length = input.importance() / most * BAR_WIDTH;
            out.open("g").element("title", input.name());
            out.element(
                    "text",
                    shortened(input.name()),
                    "x",
                    LABEL_WIDTH,
                    "y",
                    y + 14,
                    "text-anchor",
                    "end");
            out.shape(
                    "rect",
                    "x",
                    LABEL_WIDTH + 8,
                    "y",
                    y + 2,
                    "width",
                    length,
                    "height",
                    BAR_HEIGHT - 6,
                    "fill",
                    Plot.BLUE);
            out.element(
                    "text",
                    String.format(Locale.ROOT, "%.3f", input.importance()),
                    "x",
                    LABEL_WIDTH + 14 + length,
                    "y",
                    y + 14);
            out.close("g");
        }
        out.close("svg");
        int hidden = card.inputs().size() - inputs.size();
        end(
                String.format(
                                Locale.ROOT,
                                "Mean absolute Shapley value over %,d training rows.",
                                card.importanceRows())
                        + (hidden > 0
                                ? String.format(
                                        Locale.ROOT,
                                        " %,d further features are in the table below.",
                                        hidden)
                                : ""));
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= MAX_LABEL
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MAX_LABEL - 1)) + "…";
    }
}
