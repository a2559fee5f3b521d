package io.holdfast.bootstrap.cli;

import io.holdfast.application.models.TrainingSets;
import io.holdfast.application.scoring.GatherTrainingTable;
import io.holdfast.bootstrap.App;
import io.holdfast.domain.scoring.StoredFeatures;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// What is learned from stored facts: features at cut-offs, labels of the time after them.
final class FactOptions {

    private static final int MAX_HORIZON_DAYS = 730;

    @Option(
            names = "--from-facts",
            required = true,
            description = "Learn from stored customers and orders; takes --cutoff.")
    private boolean asked;

    @Option(
            names = "--cutoff",
            paramLabel = "DATE",
            description = {
                "Features are read from facts before this date, labels from those after it.",
                "May be given again; the latest one judges what was learned from the others."
            })
    private List<LocalDate> cutoffs = new ArrayList<>();

    @Option(
            names = "--horizon-days",
            paramLabel = "N",
            description = "How far a label looks ahead (${DEFAULT-VALUE}).")
    private int horizonDays = 90;

    boolean areAskedFor() {
        return asked;
    }

    TrainingSets.Source source(App app, String contract) {
        if (cutoffs.isEmpty() || cutoffs.size() > GatherTrainingTable.MAX_CUTOFFS) {
            throw new Refused(
                    "--from-facts needs 1 to %d --cutoff dates, such as --cutoff 2026-01-01."
                            .formatted(GatherTrainingTable.MAX_CUTOFFS));
        }
        if (horizonDays < 1 || horizonDays > MAX_HORIZON_DAYS) {
            throw new Refused("--horizon-days must be 1 to " + MAX_HORIZON_DAYS + ".");
        }
        var command =
                new GatherTrainingTable.Command(
                        set(contract),
                        cutoffs.stream()
                                .map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant())
                                .toList(),
                        Duration.ofDays(horizonDays));
        return switch (app.gatherTrainingTable().gather(command)) {
            case GatherTrainingTable.Outcome.Gathered(var table) ->
                    new TrainingSets.Source.Dated(contract, table, StoredFeatures.CUTOFF);
            case GatherTrainingTable.Outcome.NoFacts() ->
                    throw new Refused("There are no completed orders before these dates.");
            case GatherTrainingTable.Outcome.NotKnownYet(var cutoff, var newest) ->
                    throw new Refused(
                            "What came of %s within %d days is not known: the newest completed order is of %s."
                                    .formatted(cutoff, horizonDays, newest));
            case GatherTrainingTable.Outcome.TooClose(var cutoff, var next) ->
                    throw new Refused(
                            "%s and %s are less than %d days apart: labels of the first would tell of the second."
                                    .formatted(cutoff, next, horizonDays));
            case GatherTrainingTable.Outcome.TooManyRows() ->
                    throw new Refused(
                            "That is more than %,d rows; take fewer dates."
                                    .formatted(GatherTrainingTable.MAX_ROWS));
        };
    }

    static FeatureSet set(String contract) {
        return FeatureSet.ofContract(contract)
                .orElseThrow(() ->
                        new Refused(
                                "Features of %s are not made of facts; those of %s are."
                                        .formatted(
                                                contract,
                                                Arrays.stream(FeatureSet.values())
                                                        .map(FeatureSet::contract)
                                                        .collect(Collectors.joining(", ")))));
    }
}
