package io.holdfast.adapters.web.models;

import io.holdfast.domain.models.Metrics;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelVersion;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A card as one page that needs nothing else: it can be saved, mailed and printed.
final class CardPage {

    /// The page's only style; the policy lets it in by its digest.
    static final PageStyle STYLE = PageStyle.load("card.css");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final int THRESHOLD_STEP_PERCENT = 5;

    private final Markup out = new Markup();
    private final ModelVersion version;
    private final ModelCard card;

    private CardPage(ModelVersion version, ModelCard card) {
        this.version = version;
        this.card = card;
    }

    static String write(ModelVersion version, ModelCard card) {
        var page = new CardPage(version, card);
        page.write();
        return page.out.toString();
    }

    private void write() {
        var name = version.contract().name() + " " + version.label();
        out.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .element("title", "Model card: " + name)
                .open("style")
                .raw(STYLE.text())
                .close("style")
                .raw("\n</head>\n<body>\n");
        out.element("h1", "Model card: " + name);
        out.element("p", lead(), "class", "lead");
        headline();
        heading("What to keep in mind");
        out.open("ul");
        card.limits().forEach(limit -> out.element("li", limit));
        out.close("ul");
        heading("Pictures");
        new CardPlots(out, card).write();
        thresholds();
        slices();
        candidates();
        features();
        origin();
        out.raw("\n</body>\n</html>\n");
    }

    private String lead() {
        var origin = card.origin();
        return String.format(
                Locale.ROOT,
                "%s, trained on %,d rows of which %,d (%.1f %%) have the label, on %s.",
                sentence(version.algorithm()),
                origin.rows(),
                origin.positives(),
                100.0 * origin.positives() / origin.rows(),
                TIME.format(version.createdAt()));
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private void heading(String text) {
        out.raw("\n").element("h2", text);
    }

    private void note(String text) {
        out.element("p", text, "class", "note");
    }

    /// @param columns a name each; one that begins with `#` is a column of numbers
    private void table(String... columns) {
        out.open("div", "class", "wide").open("table").open("thead").open("tr");
        for (var column : columns) {
            if (column.startsWith("#")) {
                out.element("th", column.substring(1), "scope", "col", "class", "n");
            } else {
                out.element("th", column, "scope", "col");
            }
        }
        out.close("tr").close("thead").open("tbody");
    }

    private void endTable() {
        out.close("tbody").close("table").close("div");
    }

    private void number(String text) {
        out.element("td", text, "class", "n");
    }

    private void number(String format, double value) {
        number(Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-");
    }

    private void percent(double share) {
        number("%.1f %%", 100 * share);
    }

    private void headline() {
        heading("How good it is");
        table("figure", "#value", "#95 % interval", "meaning");
        var headline = card.headline();
        for (var figure : Figure.values()) {
            out.open("tr").element("th", figure.title(), "scope", "row");
            number("%.4f", figure.of(headline.estimate()));
            number(
                    String.format(
                            Locale.ROOT,
                            "%.4f to %.4f",
                            figure.of(headline.low()),
                            figure.of(headline.high())));
            out.element("td", figure.meaning()).close("tr");
        }
        endTable();
        note(
                String.format(
                        Locale.ROOT,
                        "For rows that were not trained on (%s). Intervals: percentile bootstrap, %,d draws of %,d rows.",
                        split(),
                        headline.resamples(),
                        headline.rows()));
    }

    private String split() {
        return switch (card.origin().split()) {
            case ModelCard.Split.CrossValidation(int folds) -> folds + "-fold cross-validation";
            case ModelCard.Split.OutOfTime(var from, int _, int _) -> "out-of-time from " + from;
        };
    }

    private void thresholds() {
        heading("Thresholds");
        table("flagged from", "#flagged", "#precision", "#recall", "#cost a row");
        var cheapest = card.cheapest();
        for (var threshold : card.thresholds()) {
            boolean best = threshold.equals(cheapest);
            if (!best && Math.round(threshold.from() * 100) % THRESHOLD_STEP_PERCENT != 0) {
                continue;
            }
            out.open("tr", "class", best ? "best" : "");
            out.element(
                    "td",
                    String.format(Locale.ROOT, "%.2f", threshold.from())
                            + (best ? ", the cheapest" : ""));
            percent(card.flaggedShare(threshold));
            percent(threshold.precision().orElse(Double.NaN));
            percent(card.recall(threshold));
            number("%.3f", card.cost(threshold));
            out.close("tr");
        }
        endTable();
        note(
                "Cost: %s for a row with the label that is not flagged (a miss), %s for a flagged row without it (a needless contact). Only the ratio matters for the cheapest threshold."
                        .formatted(
                                Plot.number(card.costs().missed()),
                                Plot.number(card.costs().needless())));
    }

    private void slices() {
        if (card.slices().isEmpty()) {
            return;
        }
        heading("Parts of the rows");
        table(
                "feature",
                "value",
                "#rows",
                "#observed",
                "#predicted",
                "#gap in standard errors",
                "#ROC AUC",
                "#log loss",
                "#calibration error");
        for (var slice : card.slices()) {
            out.open("tr", "class", slice.standsOut() ? "bad" : "");
            out.element("td", slice.feature()).element("td", slice.value());
            number("%,.0f", slice.rows());
            percent(slice.positiveRate());
            percent(slice.meanPredicted());
            number("%+.1f", slice.gap());
            number("%.3f", slice.rocAuc());
            number("%.3f", slice.logLoss());
            number("%.3f", slice.calibrationError());
            out.close("tr");
        }
        endTable();
        note(
                "Values with at least 50 rows and both outcomes; numbers in four bands of about equal size. A marked row is off by more than chance explains. The calibration error of a small part is large by chance alone.");
    }

    private void candidates() {
        heading("Candidates");
        table(
                "algorithm",
                "#ROC AUC",
                "#avg. precision",
                "#log loss",
                "#Brier",
                "#calibration error",
                "#seconds",
                "settings");
        for (var candidate : card.candidates()) {
            out.open("tr", "class", candidate.equals(card.chosen()) ? "best" : "");
            out.element("td", candidate.algorithm());
            figures(candidate.metrics());
            number("%.1f", candidate.seconds());
            out.element("td", candidate.settings()).close("tr");
        }
        endTable();
        note(
                switch (card.origin().split()) {
                    case ModelCard.Split.CrossValidation _ -> "The first was chosen, by log loss.";
                    case ModelCard.Split.OutOfTime _ ->
                            "The first was chosen, by log loss in cross-validation of the rows before those it is measured on.";
                });
    }

    private void figures(Metrics metrics) {
        number("%.4f", metrics.rocAuc());
        number("%.4f", metrics.prAuc());
        number("%.4f", metrics.logLoss());
        number("%.4f", metrics.brier());
        number("%.4f", metrics.calibrationError());
    }

    private void features() {
        heading("Features");
        table("name", "type", "#missing", "#importance");
        for (var input : card.byImportance()) {
            out.open("tr").element("td", input.name());
            out.element("td", input.kind().name().toLowerCase(Locale.ROOT));
            percent(input.missingShare());
            number("%.4f", input.importance());
            out.close("tr");
        }
        endTable();
    }

    private void origin() {
        var origin = card.origin();
        heading("Where it comes from");
        out.open("dl");
        entry("contract", origin.contract().toString());
        entry("settings", card.chosen().settings());
        entry("measured by", split());
        entry("seed", String.valueOf(origin.seed()));
        entry("check for leakage", origin.leakageAllowed() ? "overridden" : "passed");
        entry("data, SHA-256", origin.dataSha256());
        entry("artefact, SHA-256", version.artefactSha256());
        entry("training", String.format(Locale.ROOT, "%.1f seconds", card.seconds()));
        out.close("dl");
    }

    private void entry(String name, String value) {
        out.element("dt", name).element("dd", value);
    }
}
