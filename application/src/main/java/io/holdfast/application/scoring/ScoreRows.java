package io.holdfast.application.scoring;

import io.holdfast.application.models.ServedModel;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableBinding;
import io.holdfast.domain.models.TableBinding.IdentifierColumn;
import io.holdfast.domain.models.TableBinding.LabelColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Scores the rows of one table, batch by batch, by one version of a model. A row that cannot be
/// read does not stop the others. Nothing is logged: the scores of a whole base are no answers to a
/// client.
///
/// Immutable, for any number of threads.
public final class ScoreRows {

    public static final int MAX_REASONS = 20;

    /// The first column of the scores where the table names no entities.
    public static final String ROW_NUMBER = "row";

    public sealed interface Preparation {
        record Ready(ScoreRows scorer) implements Preparation {}

        /// The header does not fit the contract; every fault is named.
        record Refused(List<Violation> violations) implements Preparation {}
    }

    public sealed interface Item {
        /// @param entity the identifier, or the row's number where the table has no such column
        /// @param reasons the strongest first
        record Scored(
                String entity,
                Probability probability,
                boolean positive,
                String riskLevel,
                List<Reason> reasons)
                implements Item {}

        /// @param line where the row begins in the text
        record Rejected(long line, List<Violation> violations) implements Item {}
    }

    /// What one feature added to the score, in log-odds.
    public record Reason(String feature, double logOdds) {}

    private final ServedModel served;
    private final TableBinding binding;
    private final int reasons;

    private ScoreRows(ServedModel served, TableBinding binding, int reasons) {
        this.served = served;
        this.binding = binding;
        this.reasons = reasons;
    }

    /// Columns stand in any order. The identifier may be missing and the label is ignored; any
    /// other column that is not in the contract is a fault.
    ///
    /// @param reasons of each score to name, 0 to `MAX_REASONS`; never more than there are features
    public static Preparation prepare(ServedModel served, List<String> header, int reasons) {
        if (reasons < 0 || reasons > MAX_REASONS) {
            throw new IllegalArgumentException("0 to " + MAX_REASONS + " reasons can be named");
        }
        var contract = served.contract();
        var outcome =
                TableBinding.bind(contract, header, IdentifierColumn.OPTIONAL, LabelColumn.IGNORED);
        return switch (outcome) {
            case TableBinding.Outcome.Rejected(var violations) ->
                    new Preparation.Refused(violations);
            case TableBinding.Outcome.Bound(var binding) ->
                    new Preparation.Ready(
                            new ScoreRows(
                                    served,
                                    binding,
                                    Math.min(reasons, contract.features().size())));
        };
    }

    public ServedModel served() {
        return served;
    }

    /// How many reasons a score has.
    public int reasons() {
        return reasons;
    }

    /// The name of the contract's identifier where the table has that column, else `ROW_NUMBER`.
    public String entityColumn() {
        return binding.hasIdentifier() ? served.contract().identifier() : ROW_NUMBER;
    }

    /// @param firstRow the number of the first of these rows among all of the table, from 1
    /// @return one item for each row, in their order
    public List<Item> score(long firstRow, List<Table.Row> rows) {
        // Read all, then score all: a processor's caches hold the contract or the model, not both.
        var contents = new ArrayList<TableBinding.RowContent>(rows.size());
        long number = firstRow;
        for (var row : rows) {
            contents.add(binding.read(number++, row, LabelColumn.IGNORED));
        }
        var items = new ArrayList<Item>(rows.size());
        for (int i = 0; i < contents.size(); i++) {
            items.add(
                    switch (contents.get(i)) {
                        case TableBinding.RowContent.Rejected(var violations) ->
                                new Item.Rejected(rows.get(i).line(), violations);
                        case TableBinding.RowContent.Accepted(var read) ->
                                scored(read.row(), read.entity());
                    });
        }
        return items;
    }

    private Item scored(long number, Entity entity) {
        var contract = served.contract();
        var features = entity.features().toArray();
        var probability = new Probability(served.model().score(features));
        return new Item.Scored(
                switch (entity.identity()) {
                    case Entity.Known(var id) -> id;
                    case Entity.Anonymous() -> Long.toString(number);
                },
                probability,
                probability.value() >= contract.decisionThreshold(),
                contract.risk().levelOf(probability),
                reasons == 0 ? List.of() : strongest(served.model().explain(features)));
    }

    private List<Reason> strongest(Explanation explanation) {
        var features = served.contract().features();
        return IntStream.range(0, explanation.size())
                .boxed()
                .sorted(Comparator.comparingDouble(feature -> -Math.abs(explanation.at(feature))))
                .limit(reasons)
                .map(feature -> new Reason(features.get(feature).name(), explanation.at(feature)))
                .toList();
    }
}
