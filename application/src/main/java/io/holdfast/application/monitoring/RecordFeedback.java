package io.holdfast.application.monitoring;

import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableReader;
import io.holdfast.domain.monitoring.Outcomes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Takes in a table of what became of entities: who they are, and whether they had the label.
public final class RecordFeedback {

    /// Rows of one table.
    public static final int MAX_ROWS = 100_000;

    private static final int MAX_VIOLATIONS = 1_000;

    public record Command(String contractName, byte[] content, String by) {}

    public sealed interface Outcome {
        /// @param updated of the rows belong to an entity that was scored
        record Recorded(int total, int updated) implements Outcome {}

        /// Nothing was kept. `total` counts all faults; the first are named.
        record Rejected(List<Violation> violations, long total) implements Outcome {}

        record UnknownContract(String name) implements Outcome {}
    }

    private final Transactions transactions;
    private final FeatureContracts contracts;
    private final TableReader reader;
    private final Outcomes outcomes;
    private final InstantSource clock;

    public RecordFeedback(
            Transactions transactions,
            FeatureContracts contracts,
            TableReader reader,
            Outcomes outcomes,
            InstantSource clock) {
        this.transactions = transactions;
        this.contracts = contracts;
        this.reader = reader;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    public Outcome record(Command command) {
        return contracts
                .latest(command.contractName())
                .map(contract -> record(contract, command))
                .orElseGet(() -> new Outcome.UnknownContract(command.contractName()));
    }

    private Outcome record(FeatureContract contract, Command command) {
        return switch (reader.read(command.content())) {
            case TableReader.Outcome.Unreadable(var reason) ->
                    new Outcome.Rejected(List.of(Violation.atRoot(reason)), 1);
            case TableReader.Outcome.Opened(var table) -> record(contract, table, command);
        };
    }

    private Outcome record(FeatureContract contract, Table table, Command command) {
        var violations = new ArrayList<Violation>();
        int identifier = position(table, contract.identifier(), violations);
        int label = position(table, contract.label().column(), violations);
        if (table.rows().isEmpty() || table.rows().size() > MAX_ROWS) {
            violations.add(
                    Violation.atRoot(
                            "must have 1 to %d rows, has %d"
                                    .formatted(MAX_ROWS, table.rows().size())));
        }
        if (!violations.isEmpty()) {
            return new Outcome.Rejected(List.copyOf(violations), violations.size());
        }
        var facts = new ArrayList<Outcomes.Outcome>(table.rows().size());
        for (int i = 0; i < table.rows().size(); i++) {
            var cells = table.rows().get(i).cells();
            if (cells.size() == table.header().size()) {
                read(contract, i + 1, cells.get(identifier), cells.get(label), facts, violations);
            } else {
                violations.add(
                        Violation.atRow(
                                i + 1L,
                                "has %d cells, the header has %d"
                                        .formatted(cells.size(), table.header().size())));
            }
        }
        if (!violations.isEmpty()) {
            return new Outcome.Rejected(
                    violations.stream().limit(MAX_VIOLATIONS).toList(), violations.size());
        }
        int updated =
                transactions.call(() ->
                        outcomes.add(command.contractName(), facts, command.by(), clock.instant()));
        return new Outcome.Recorded(facts.size(), updated);
    }

    private static int position(Table table, String column, List<Violation> violations) {
        int first = table.header().indexOf(column);
        if (first < 0) {
            violations.add(Violation.at(column, "the column is missing"));
        } else if (first != table.header().lastIndexOf(column)) {
            violations.add(Violation.at(column, "the column stands twice"));
        }
        return first;
    }

    private static void read(
            FeatureContract contract,
            int row,
            String identifier,
            String label,
            List<Outcomes.Outcome> facts,
            List<Violation> violations) {
        var id = identifier.strip();
        var text = label.strip();
        int before = violations.size();
        if (id.isEmpty() || id.length() > FeatureContract.MAX_IDENTIFIER_LENGTH) {
            violations.add(
                    Violation.atRow(
                            row,
                            contract.identifier(),
                            "must be a text of 1 to %d characters"
                                    .formatted(FeatureContract.MAX_IDENTIFIER_LENGTH)));
        }
        var meaning = contract.label();
        if (!text.equals(meaning.positive()) && !text.equals(meaning.negative())) {
            violations.add(
                    Violation.atRow(
                            row,
                            meaning.column(),
                            "must be %s or %s".formatted(meaning.positive(), meaning.negative())));
        }
        if (violations.size() == before) {
            facts.add(new Outcomes.Outcome(id, text.equals(meaning.positive())));
        }
    }
}
