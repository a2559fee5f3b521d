package io.holdfast.domain.models;

import java.util.List;

/// Model cards for tests of what keeps and shows them.
public final class SampleCards {

    private SampleCards() {}

    /// A card with every kind of part; its first feature has a name that must be escaped in HTML.
    public static ModelCard card(List<CandidateResult> candidates, String dataSha256) {
        var metrics = candidates.getFirst().metrics();
        return new ModelCard(
                new ModelCard.Origin(
                        new ContractId("telco", 1),
                        dataSha256,
                        Long.MAX_VALUE - 1,
                        new ModelCard.Split.CrossValidation(5),
                        5_634,
                        1_495,
                        true),
                candidates,
                new ModelCard.Headline(
                        200, 50, metrics, moved(metrics, -0.01), moved(metrics, 0.01), 1_000),
                List.of(
                        new ModelCard.Input("a<b>\"&'c", ModelCard.Kind.NUMBER, 0.25, 0.125),
                        new ModelCard.Input("plan", ModelCard.Kind.CATEGORY, 0, 0.5),
                        new ModelCard.Input("paperless", ModelCard.Kind.FLAG, 0, 0)),
                180,
                List.of(
                        new ModelCard.RocPoint(0, 0, 1),
                        new ModelCard.RocPoint(0.125, 0.75, 0.5),
                        new ModelCard.RocPoint(1, 1, 0)),
                List.of(
                        new ModelCard.RecallPoint(0.25, 1, 0.9),
                        new ModelCard.RecallPoint(1, 0.25, 0.1)),
                List.of(
                        new ModelCard.CalibrationBin(0.1, 0.2, 120, 0.15, 0.125),
                        new ModelCard.CalibrationBin(0.5, 0.6, 80, 0.55, 0.4375)),
                new ModelCard.Costs(5, 1),
                List.of(
                        new ModelCard.Threshold(0.1, 150, 50),
                        new ModelCard.Threshold(0.5, 80, 35),
                        new ModelCard.Threshold(0.99, 0, 0)),
                List.of(
                        new ModelCard.Slice(
                                "plan", "gold, \"old\"", 60, 20, 0.5, 0.75, 0.5, 0.0625, 3.5)),
                List.of("There are 200 rows only.", "a<b>\"&'c is missing in 25 % of the rows."),
                12.5);
    }

    /// The same card, measured in another way.
    public static ModelCard with(ModelCard card, ModelCard.Split split) {
        var origin = card.origin();
        return new ModelCard(
                new ModelCard.Origin(
                        origin.contract(),
                        origin.dataSha256(),
                        origin.seed(),
                        split,
                        origin.rows(),
                        origin.positives(),
                        origin.leakageAllowed()),
                card.candidates(),
                card.headline(),
                card.inputs(),
                card.importanceRows(),
                card.rocCurve(),
                card.precisionRecallCurve(),
                card.calibration(),
                card.costs(),
                card.thresholds(),
                card.slices(),
                card.limits(),
                card.seconds());
    }

    private static Metrics moved(Metrics metrics, double by) {
        return new Metrics(
                metrics.rocAuc() + by,
                metrics.prAuc() + by,
                metrics.logLoss() + by,
                metrics.brier() + by,
                metrics.calibrationError(),
                metrics.accuracy() + by);
    }
}
