package io.holdfast.domain.models;

import io.holdfast.domain.kernel.Violation;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A contract laid over the header of a table: which column feeds which feature.
public final class TableBinding {

    /// Faults named in one answer; the rest is counted.
    public static final int MAX_VIOLATIONS = 10_000;

    private static final int NO_COLUMN = -1;
    private static final int DATE_LENGTH = "2026-03-01".length();

    private final FeatureContract contract;
    private final int width;
    private final int identifierColumn;
    private final int labelColumn;
    private final int timeColumn;

    /// By the position of the feature, so that reading a cell looks nothing up.
    private final int[] featureColumns;

    private TableBinding(FeatureContract contract, Map<String, Integer> columns, int width) {
        this.contract = contract;
        this.width = width;
        this.identifierColumn = columns.getOrDefault(contract.identifier(), NO_COLUMN);
        this.labelColumn = columns.getOrDefault(contract.label().column(), NO_COLUMN);
        this.timeColumn =
                switch (contract.label().time()) {
                    case TimeColumn.Column(var name) -> columns.getOrDefault(name, NO_COLUMN);
                    case TimeColumn.None() -> NO_COLUMN;
                };
        this.featureColumns =
                contract.features().stream()
                        .mapToInt(feature -> columns.getOrDefault(feature.name(), NO_COLUMN))
                        .toArray();
    }

    public enum LabelColumn {
        REQUIRED,
        IGNORED
    }

    public enum IdentifierColumn {
        REQUIRED,
        OPTIONAL
    }

    public sealed interface Outcome {
        record Bound(TableBinding binding) implements Outcome {}

        record Rejected(List<Violation> violations) implements Outcome {}
    }

    /// One data row as the contract reads it; `row` counts from 1 and leaves blank lines out.
    public record ReadRow(long row, Entity entity, boolean positive, TrainingSet.Moment moment) {

        /// Without a time.
        public ReadRow(long row, Entity entity, boolean positive) {
            this(row, entity, positive, new TrainingSet.Moment.Untimed());
        }
    }

    public sealed interface RowContent {
        record Accepted(ReadRow row) implements RowContent {}

        record Rejected(List<Violation> violations) implements RowContent {}
    }

    public sealed interface Content {
        record Accepted(List<ReadRow> rows) implements Content {}

        /// `total` counts all faults; at most `MAX_VIOLATIONS` are named.
        record Rejected(List<Violation> violations, long total) implements Content {}
    }

    /// Every feature without a rule for its absence needs a column, and where the label is needed,
    /// so is the contract's time; no column may stand twice or be unknown to the contract. What the
    /// contract ignores is passed over.
    public static Outcome bind(
            FeatureContract contract,
            List<String> header,
            IdentifierColumn identifier,
            LabelColumn label) {
        var violations = new ArrayList<Violation>();
        var columns = new HashMap<String, Integer>();
        var known = contract.columns();
        var ignored = Set.copyOf(contract.ignored());
        for (int i = 0; i < header.size(); i++) {
            var name = header.get(i);
            if (ignored.contains(name)) {
                continue;
            }
            if (!known.contains(name)) {
                violations.add(
                        Violation.at(
                                name,
                                "column "
                                        + Violation.extract(name)
                                        + " is not in contract "
                                        + contract.id()));
            } else if (columns.putIfAbsent(name, i) != null) {
                violations.add(Violation.at(name, "column stands twice in the header"));
            }
        }
        for (var name : known) {
            if (!columns.containsKey(name) && isNeeded(contract, name, identifier, label)) {
                violations.add(Violation.at(name, "column is missing from the header"));
            }
        }
        return violations.isEmpty()
                ? new Outcome.Bound(new TableBinding(contract, columns, header.size()))
                : new Outcome.Rejected(List.copyOf(violations));
    }

    private static boolean isNeeded(
            FeatureContract contract, String name, IdentifierColumn identifier, LabelColumn label) {
        if (name.equals(contract.identifier())) {
            return identifier == IdentifierColumn.REQUIRED;
        }
        if (name.equals(contract.label().column())) {
            return label == LabelColumn.REQUIRED;
        }
        if (contract.label().time() instanceof TimeColumn.Column(var time) && name.equals(time)) {
            return label == LabelColumn.REQUIRED;
        }
        return contract.features().stream()
                .anyMatch(feature ->
                        feature.name().equals(name)
                                && feature.absent() instanceof Feature.Missing.Refused);
    }

    /// Reads every row; one faulty cell refuses the whole table, and every fault is named.
    public Content read(Table table, LabelColumn label) {
        var accepted = new ArrayList<ReadRow>(table.rows().size());
        var violations = new ArrayList<Violation>();
        long total = 0;
        long number = 0;
        for (var row : table.rows()) {
            number++;
            switch (read(number, row, label)) {
                case RowContent.Accepted(var readRow) -> accepted.add(readRow);
                case RowContent.Rejected(var faults) -> {
                    total += faults.size();
                    faults.stream()
                            .limit(MAX_VIOLATIONS - (long) violations.size())
                            .forEach(violations::add);
                }
            }
        }
        return total == 0
                ? new Content.Accepted(List.copyOf(accepted))
                : new Content.Rejected(List.copyOf(violations), total);
    }

    /// Reads one row by itself, naming its every fault.
    ///
    /// @param number of the data row, from 1
    public RowContent read(long number, Table.Row row, LabelColumn label) {
        if (row.cells().size() != width) {
            var fault =
                    "line %d has %d cells, the header has %d"
                            .formatted(row.line(), row.cells().size(), width);
            return new RowContent.Rejected(List.of(Violation.atRow(number, fault)));
        }
        var faults = new ArrayList<Violation>(0);
        var readRow = readCells(number, row, label, faults);
        return faults.isEmpty()
                ? new RowContent.Accepted(readRow)
                : new RowContent.Rejected(List.copyOf(faults));
    }

    /// Whether the table names its entities.
    public boolean hasIdentifier() {
        return identifierColumn != NO_COLUMN;
    }

    private ReadRow readCells(
            long number, Table.Row row, LabelColumn label, List<Violation> faults) {
        var values = new double[contract.features().size()];
        for (int i = 0; i < values.length; i++) {
            var feature = contract.features().get(i);
            int column = featureColumns[i];
            var parsed =
                    FeatureContract.encode(
                            feature,
                            column == NO_COLUMN
                                    ? null
                                    : new FieldValue.Text(row.cells().get(column)));
            switch (parsed) {
                case Feature.Parsed.Encoded(double encoded) -> values[i] = encoded;
                case Feature.Parsed.Invalid(String detail) ->
                        faults.add(fault(number, row, feature.name(), detail));
            }
        }
        var identity = readIdentity(number, row, faults);
        boolean positive = label == LabelColumn.REQUIRED && readLabel(number, row, faults);
        var moment =
                label == LabelColumn.REQUIRED
                        ? readMoment(number, row, faults)
                        : new TrainingSet.Moment.Untimed();
        if (faults.isEmpty()) {
            contract.complete(values)
                    .forEach(violation ->
                            faults.add(
                                    new Violation(
                                            "#/rows/%d%s"
                                                    .formatted(
                                                            number,
                                                            violation.pointer().substring(1)),
                                            violation.detail() + " (line " + row.line() + ")")));
        }
        return new ReadRow(
                number, new Entity(identity, new FeatureVector(values)), positive, moment);
    }

    private Entity.Identity readIdentity(long number, Table.Row row, List<Violation> faults) {
        if (!hasIdentifier()) {
            return new Entity.Anonymous();
        }
        var found = new ArrayList<Violation>(0);
        var identity =
                contract.checkIdentifier(
                        new FieldValue.Text(row.cells().get(identifierColumn)), found);
        found.forEach(violation ->
                faults.add(fault(number, row, contract.identifier(), violation.detail())));
        return identity;
    }

    private boolean readLabel(long number, Table.Row row, List<Violation> faults) {
        var label = contract.label();
        var text = labelColumn == NO_COLUMN ? "" : row.cells().get(labelColumn).strip();
        if (!text.equals(label.positive()) && !text.equals(label.negative())) {
            faults.add(
                    fault(
                            number,
                            row,
                            label.column(),
                            "must be %s or %s, not %s"
                                    .formatted(
                                            label.positive(),
                                            label.negative(),
                                            Violation.extract(text))));
        }
        return text.equals(label.positive());
    }

    private TrainingSet.Moment readMoment(long number, Table.Row row, List<Violation> faults) {
        if (!(contract.label().time() instanceof TimeColumn.Column(var name))) {
            return new TrainingSet.Moment.Untimed();
        }
        var text = timeColumn == NO_COLUMN ? "" : row.cells().get(timeColumn).strip();
        try {
            var instant =
                    text.length() == DATE_LENGTH
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant();
            return new TrainingSet.Moment.At(instant);
        } catch (DateTimeParseException _) {
            faults.add(
                    fault(
                            number,
                            row,
                            name,
                            "must be a date such as 2026-03-01 or a moment such as"
                                    + " 2026-03-01T12:00:00Z, not "
                                    + Violation.extract(text)));
            return new TrainingSet.Moment.Untimed();
        }
    }

    private static Violation fault(long number, Table.Row row, String column, String detail) {
        return Violation.atRow(number, column, detail + " (line " + row.line() + ")");
    }
}
