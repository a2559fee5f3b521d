package io.holdfast.application.models;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableBinding;
import io.holdfast.domain.models.TableBinding.IdentifierColumn;
import io.holdfast.domain.models.TableBinding.LabelColumn;
import io.holdfast.domain.models.TableReader;
import io.holdfast.domain.models.TrainingSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Reads a labelled table by its contract. Of rows with one identifier the last one wins; where
/// rows have times, of those with one identifier and time.
final class LabelledRows {

    sealed interface Outcome {
        record Accepted(List<TrainingSet.Row> rows, int columns, int duplicates)
                implements Outcome {}

        record Rejected(List<Violation> violations, long total) implements Outcome {}
    }

    private record Key(String entity, TrainingSet.Moment moment) {}

    private LabelledRows() {}

    static Outcome read(FeatureContract contract, TableReader reader, byte[] content) {
        return switch (reader.read(content)) {
            case TableReader.Outcome.Unreadable(var reason) ->
                    new Outcome.Rejected(List.of(Violation.atRoot(reason)), 1);
            case TableReader.Outcome.Opened(var table) -> read(contract, table);
        };
    }

    static Outcome read(FeatureContract contract, Table table) {
        var bound =
                TableBinding.bind(
                        contract, table.header(), IdentifierColumn.REQUIRED, LabelColumn.REQUIRED);
        return switch (bound) {
            case TableBinding.Outcome.Rejected(var violations) ->
                    new Outcome.Rejected(violations, violations.size());
            case TableBinding.Outcome.Bound(var binding) ->
                    switch (binding.read(table, LabelColumn.REQUIRED)) {
                        case TableBinding.Content.Rejected(var violations, var total) ->
                                new Outcome.Rejected(violations, total);
                        case TableBinding.Content.Accepted(var rows) -> distinct(table, rows);
                    };
        };
    }

    private static Outcome distinct(Table table, List<TableBinding.ReadRow> rows) {
        if (rows.isEmpty()) {
            return new Outcome.Rejected(
                    List.of(Violation.atRoot("the table has a header but no rows")), 1);
        }
        var latest = new LinkedHashMap<Key, TrainingSet.Row>();
        for (var row : rows) {
            var identity = row.entity().identity();
            var entity =
                    switch (identity) {
                        case Entity.Known(var id) -> id;
                        case Entity.Anonymous() ->
                                throw new IllegalStateException("the identifier was required");
                    };
            latest.put(
                    new Key(entity, row.moment()),
                    new TrainingSet.Row(
                            entity, row.entity().features(), row.positive(), row.moment()));
        }
        return new Outcome.Accepted(
                new ArrayList<>(latest.values()),
                table.header().size(),
                rows.size() - latest.size());
    }
}
