package io.holdfast.domain.models;

import java.util.List;

/// Small contracts for tests.
public final class SampleContracts {

    private SampleContracts() {}

    /// The same, whose labelled tables say in `seen` when a row was true.
    public static FeatureContract timed(String name, int version) {
        var tiny = tiny(name, version);
        return new FeatureContract(
                tiny.id(),
                tiny.title(),
                tiny.identifier(),
                new FeatureContract.Label("left", "Yes", "No", new TimeColumn.Column("seen")),
                tiny.features(),
                tiny.risk(),
                tiny.decisionThreshold(),
                tiny.advice(),
                tiny.floors());
    }

    /// Three features, one of each kind; each has another rule for what is missing.
    public static FeatureContract tiny(String name, int version) {
        var refused = new Feature.Missing.Refused();
        var unknown = new Feature.Missing.Unknown();
        return new FeatureContract(
                new ContractId(name, version),
                "A tiny contract",
                "id",
                new FeatureContract.Label("left", "Yes", "No"),
                List.of(
                        new Feature.Numeric(
                                "charge",
                                "USD",
                                0,
                                Double.MAX_VALUE,
                                false,
                                unknown,
                                new Feature.Missing.Constant(0.1)),
                        new Feature.Categorical(
                                "plan", List.of("basic", "gold, \"old\""), refused, refused),
                        new Feature.Flag("paperless", unknown, refused)),
                new RiskPolicy(
                        List.of(new RiskPolicy.Band("Low", 0), new RiskPolicy.Band("High", 0.6))),
                0.5,
                Advice.none(),
                List.of());
    }

    /// The same, with columns that are not read.
    public static FeatureContract ignoring(FeatureContract contract, String... columns) {
        return new FeatureContract(
                contract.id(),
                contract.title(),
                contract.identifier(),
                contract.label(),
                contract.features(),
                contract.risk(),
                contract.decisionThreshold(),
                contract.advice(),
                contract.floors(),
                List.of(columns));
    }
}
