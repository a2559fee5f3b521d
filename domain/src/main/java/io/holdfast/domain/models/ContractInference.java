package io.holdfast.domain.models;

import io.holdfast.domain.kernel.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads a contract off a labelled table: which column is what, within which bounds, and what is
/// left out. Nothing is decided for good; a person confirms the proposal.
public final class ContractInference {

    /// Fewer rows tell nothing about types and ranges.
    public static final int MIN_ROWS = 20;

    private static final int MAX_NAMED = 20;

    private static final RiskPolicy RISK =
            new RiskPolicy(
                    List.of(
                            new RiskPolicy.Band("Low", 0),
                            new RiskPolicy.Band("Medium", 0.4),
                            new RiskPolicy.Band("High", 0.7)));
    private static final double THRESHOLD = 0.5;
    private static final Advice ADVICE =
            new Advice(
                    Advice.Choice.FIRST,
                    List.of(
                            rule("High", "Contact this customer now and make an offer."),
                            rule("Medium", "Watch this customer and look at what raises the risk."),
                            rule("Low", "No action is needed.")));

    /// What the caller said, or left to the inference.
    public sealed interface Choice {
        record Inferred() implements Choice {}

        record Named(String text) implements Choice {}
    }

    /// @param name of the contract to be
    /// @param version that it would be registered as
    /// @param label the column with the two answers
    /// @param positive which of its two texts means yes
    /// @param identifier the column that names the entity
    public record Request(
            String name, int version, String label, Choice positive, Choice identifier) {}

    public sealed interface Outcome {
        record Proposed(ContractProposal proposal) implements Outcome {}

        /// Every fault, at `#/name`, `#/label`, `#/positive`, `#/identifier`, `#/rows/...` or `#`
        /// for the table as a whole.
        record Rejected(List<Violation> violations) implements Outcome {}
    }

    private final Request request;
    private final Table table;
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private ContractInference(Request request, Table table) {
        this.request = request;
        this.table = table;
    }

    public static Outcome infer(Request request, Table table) {
        return new ContractInference(request, table).infer();
    }

    private Outcome infer() {
        checkName();
        checkShape();
        if (!table.header().contains(request.label())) {
            violations.add(
                    Violation.at(
                            "label",
                            "column "
                                    + Violation.extract(request.label())
                                    + " is not in the header"));
        }
        if (!isEven()) {
            return new Outcome.Rejected(List.copyOf(violations));
        }
        var columns = new ArrayList<ColumnFacts>();
        for (int i = 0; i < table.header().size(); i++) {
            columns.add(ColumnFacts.of(table.header().get(i), cells(i)));
        }
        var label =
                find(columns, request.label())
                        .flatMap(column -> LabelGuess.of(column, request.positive(), violations));
        var identifier = identifier(columns);
        if (!violations.isEmpty() || label.isEmpty() || identifier.isEmpty()) {
            return new Outcome.Rejected(List.copyOf(violations));
        }
        return propose(label.get(), identifier.get(), columns);
    }

    private void checkName() {
        if (!ContractId.isName(request.name())) {
            violations.add(Violation.at("name", "must be " + ContractId.NAME_RULE));
        }
    }

    private void checkShape() {
        var seen = new HashSet<String>();
        var twice = new HashSet<String>();
        for (var name : table.header()) {
            if (!seen.add(name) && twice.add(name)) {
                violations.add(
                        Violation.atRoot(
                                "column "
                                        + Violation.extract(name)
                                        + " stands twice in the header"));
            }
        }
        if (table.rows().size() < MIN_ROWS) {
            violations.add(
                    Violation.atRoot(
                            "must have at least %d rows, has %d"
                                    .formatted(MIN_ROWS, table.rows().size())));
        }
    }

    /// Whether each row is as wide as the header; the first that are not are named.
    private boolean isEven() {
        int width = table.header().size();
        int named = 0;
        for (int i = 0; i < table.rows().size() && named < MAX_NAMED; i++) {
            var row = table.rows().get(i);
            if (row.cells().size() != width) {
                named++;
                violations.add(
                        Violation.atRow(
                                i + 1L,
                                "line %d has %d cells, the header has %d"
                                        .formatted(row.line(), row.cells().size(), width)));
            }
        }
        return named == 0;
    }

    private List<String> cells(int column) {
        return table.rows().stream().map(row -> row.cells().get(column).strip()).toList();
    }

    private static Optional<ColumnFacts> find(List<ColumnFacts> columns, String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    private Optional<String> identifier(List<ColumnFacts> columns) {
        var others =
                columns.stream().filter(column -> !column.name().equals(request.label())).toList();
        return switch (request.identifier()) {
            case Choice.Inferred() -> {
                var guess = IdentifierGuess.among(others);
                if (guess.isEmpty()) {
                    faultAt(
                            "identifier",
                            "is needed: no column with a value of its own in each row is called"
                                    + " like an identifier");
                }
                yield guess;
            }
            case Choice.Named(var name) -> {
                var found = find(others, name);
                if (found.isEmpty()) {
                    faultAt(
                            "identifier",
                            name.equals(request.label())
                                    ? "must not be the label column"
                                    : "column "
                                            + Violation.extract(name)
                                            + " is not in the header");
                    yield Optional.empty();
                }
                IdentifierGuess.flawOf(found.get()).ifPresent(flaw -> faultAt("identifier", flaw));
                int repeated = found.get().rows() - found.get().distinct();
                if (repeated > 0) {
                    warnings.add(
                            "%,d rows have an identifier that stands in another row too: of such"
                                            .formatted(repeated)
                                    + " rows training takes the last");
                }
                yield Optional.of(name);
            }
        };
    }

    private void faultAt(String parameter, String detail) {
        violations.add(Violation.at(parameter, detail));
    }

    private Outcome propose(
            FeatureContract.Label label, String identifier, List<ColumnFacts> columns) {
        var profiles =
                columns.stream()
                        .map(column -> profile(column, label.column(), identifier))
                        .toList();
        var features =
                profiles.stream().map(ColumnProfile::feature).flatMap(Optional::stream).toList();
        if (features.isEmpty() || features.size() > FeatureContract.MAX_FEATURES) {
            violations.add(
                    Violation.atRoot(
                            "must have 1 to %d columns that can be features, has %d"
                                    .formatted(FeatureContract.MAX_FEATURES, features.size())));
            return new Outcome.Rejected(List.copyOf(violations));
        }
        var contract =
                new FeatureContract(
                        new ContractId(request.name(), request.version()),
                        title(label),
                        identifier,
                        label,
                        features,
                        RISK,
                        THRESHOLD,
                        ADVICE,
                        List.of(),
                        profiles.stream()
                                .filter(p -> p.use() instanceof ColumnProfile.Use.LeftOut)
                                .map(ColumnProfile::name)
                                .toList());
        var positive = positives(label);
        warn(contract, positive);
        return new Outcome.Proposed(
                new ContractProposal(
                        contract, table.rows().size(), count(positive), profiles, warnings));
    }

    private static ColumnProfile profile(ColumnFacts column, String label, String identifier) {
        if (column.name().equals(label)) {
            return column.as(new ColumnProfile.Use.Label());
        }
        return column.name().equals(identifier)
                ? column.as(new ColumnProfile.Use.Identifier())
                : column.asFeature();
    }

    private String title(FeatureContract.Label label) {
        var title = "%s: %s is %s".formatted(request.name(), label.column(), label.positive());
        return title.length() <= FeatureContract.MAX_TITLE_LENGTH ? title : request.name();
    }

    private boolean[] positives(FeatureContract.Label label) {
        var texts = cells(table.header().indexOf(label.column()));
        var positive = new boolean[texts.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = texts.get(i).equals(label.positive());
        }
        return positive;
    }

    private static int count(boolean[] positive) {
        int count = 0;
        for (boolean yes : positive) {
            count += yes ? 1 : 0;
        }
        return count;
    }

    private void warn(FeatureContract contract, boolean[] positive) {
        if (request.version() > 1) {
            warnings.addFirst(
                    "contract %s is there already: this would be its version %d"
                            .formatted(request.name(), request.version()));
        }
        if (positive.length < ModelTrainer.MIN_ROWS) {
            warnings.add(
                    "%d rows are too few to train with: at least %d are needed"
                            .formatted(positive.length, ModelTrainer.MIN_ROWS));
        }
        int rarer = Math.min(count(positive), positive.length - count(positive));
        if (rarer < ModelTrainer.MIN_ROWS_PER_CLASS) {
            warnings.add(
                    "%d rows of the rarer class are too few to train with: at least %d are needed"
                            .formatted(rarer, ModelTrainer.MIN_ROWS_PER_CLASS));
        }
        for (var feature : contract.features()) {
            double auc = Separation.of(feature, encoded(feature), positive);
            if (auc > Separation.NEARLY_PERFECT) {
                warnings.add(
                        String.format(
                                Locale.ROOT,
                                "column %s alone tells the label (AUC %.3f): training refuses what"
                                        + " was written down after the event",
                                Violation.extract(feature.name()),
                                auc));
            }
        }
    }

    private double[] encoded(Feature feature) {
        int column = table.header().indexOf(feature.name());
        return table.rows().stream()
                .mapToDouble(row ->
                        switch (FeatureContract.encode(
                                feature, new FieldValue.Text(row.cells().get(column)))) {
                            case Feature.Parsed.Encoded(double value) -> value;
                            case Feature.Parsed.Invalid(var detail) ->
                                    throw new IllegalStateException(feature.name() + " " + detail);
                        })
                .toArray();
    }

    private static Advice.Rule rule(String level, String text) {
        return new Advice.Rule(List.of(new Advice.Condition.RiskIs(level)), text);
    }
}
