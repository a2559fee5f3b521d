package io.holdfast.application.scoring;

import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.scoring.StoredFeatures;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a labelled table of stored facts: features at one or more cut-offs, each with the label of
/// what came after it. No fact that is dated later gets into a row; what is kept without a date,
/// such as demographics, prices and the status of an order, is in it as it is now.
///
/// Cut-offs are a horizon apart at least: the labels of an earlier one are then all known at the
/// next, so that rows of the latest cut-off judge honestly a model that learned from the others.
public final class GatherTrainingTable {

    public static final int MAX_CUTOFFS = 36;
    public static final int MAX_ROWS = 2_000_000;
    private static final int BATCH = 5_000;

    /// @param cutoffs in any order
    /// @param horizon how far a label looks ahead
    public record Command(FeatureSet set, List<Instant> cutoffs, Duration horizon) {
        public Command {
            cutoffs = cutoffs.stream().sorted().distinct().toList();
            if (cutoffs.isEmpty() || cutoffs.size() > MAX_CUTOFFS) {
                throw new IllegalArgumentException("1 to " + MAX_CUTOFFS + " cut-offs");
            }
            if (!horizon.isPositive()) {
                throw new IllegalArgumentException("a horizon is longer than nothing");
            }
        }
    }

    public sealed interface Outcome {
        /// @param table its time is in column `StoredFeatures.CUTOFF`
        record Gathered(Table table) implements Outcome {}

        /// There are no completed orders, or none before any of the cut-offs.
        record NoFacts() implements Outcome {}

        /// What became of some would be known only after the newest order.
        record NotKnownYet(Instant cutoff, Instant newestOrder) implements Outcome {}

        record TooClose(Instant cutoff, Instant next) implements Outcome {}

        record TooManyRows() implements Outcome {}
    }

    private final StoredFeatures features;

    public GatherTrainingTable(StoredFeatures features) {
        this.features = features;
    }

    public Outcome gather(Command command) {
        var newest = features.newestOrder();
        if (newest.isEmpty()) {
            return new Outcome.NoFacts();
        }
        return fault(command, newest.get()).orElseGet(() -> read(command));
    }

    private static Optional<Outcome> fault(Command command, Instant newest) {
        var cutoffs = command.cutoffs();
        // A day's grace: facts of the last day end with its last order, not at midnight.
        var last = cutoffs.getLast();
        if (last.plus(command.horizon()).isAfter(newest.plus(Duration.ofDays(1)))) {
            return Optional.of(new Outcome.NotKnownYet(last, newest));
        }
        for (int i = 1; i < cutoffs.size(); i++) {
            if (cutoffs.get(i - 1).plus(command.horizon()).isAfter(cutoffs.get(i))) {
                return Optional.of(new Outcome.TooClose(cutoffs.get(i - 1), cutoffs.get(i)));
            }
        }
        return Optional.empty();
    }

    private Outcome read(Command command) {
        var header = new ArrayList<String>();
        var rows = new ArrayList<Table.Row>();
        for (var cutoff : command.cutoffs()) {
            try (var stream = features.labelled(command.set(), cutoff, command.horizon())) {
                if (header.isEmpty()
                        && stream.header() instanceof RowStream.Header.Read(var names)) {
                    header.addAll(names);
                }
                while (stream.next(BATCH) instanceof RowStream.Batch.Rows(var batch)) {
                    if (rows.size() + batch.size() > MAX_ROWS) {
                        return new Outcome.TooManyRows();
                    }
                    rows.addAll(batch);
                }
            }
        }
        return rows.isEmpty()
                ? new Outcome.NoFacts()
                : new Outcome.Gathered(new Table(header, rows));
    }
}
