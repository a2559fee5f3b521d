package io.holdfast.domain.models;

import io.holdfast.domain.kernel.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which of a label column's two texts means yes.
final class LabelGuess {

    private static final int MAX_LENGTH = 100;
    private static final int MAX_LISTED = 5;

    /// Texts that mean yes, in lower case.
    private static final Set<String> USUAL_YES =
            Set.of(
                    "yes",
                    "y",
                    "true",
                    "t",
                    "1",
                    "1.0",
                    "positive",
                    "churn",
                    "churned",
                    "exited",
                    "left",
                    "lost",
                    "cancelled",
                    "canceled",
                    "attrited",
                    "attrited customer",
                    "closed",
                    "inactive");

    private LabelGuess() {}

    /// @param violations is told every fault, at `#/label` or `#/positive`
    static Optional<FeatureContract.Label> of(
            ColumnFacts column, ContractInference.Choice choice, List<Violation> violations) {
        int before = violations.size();
        if (column.name().isBlank() || column.name().length() > FeatureContract.MAX_COLUMN_LENGTH) {
            fault(
                    violations,
                    "must be a column with a name of 1 to %d characters"
                            .formatted(FeatureContract.MAX_COLUMN_LENGTH));
        }
        if (column.blanks() > 0) {
            fault(violations, "is blank in %,d rows".formatted(column.blanks()));
        }
        if (column.longest() > MAX_LENGTH) {
            fault(violations, "has a value longer than " + MAX_LENGTH + " characters");
        }
        var values = column.frequent();
        if (column.distinct() == 1) {
            fault(violations, "has one class only: " + listed(values));
        } else if (column.distinct() > 2) {
            fault(
                    violations,
                    "must have two values, has %,d: %s"
                            .formatted(column.distinct(), listed(values)));
        }
        if (violations.size() > before || column.distinct() != 2) {
            return Optional.empty();
        }
        return positive(values, choice, violations)
                .map(yes ->
                        new FeatureContract.Label(
                                column.name(),
                                yes,
                                values.get(yes.equals(values.getFirst()) ? 1 : 0)));
    }

    private static Optional<String> positive(
            List<String> values, ContractInference.Choice choice, List<Violation> violations) {
        return switch (choice) {
            case ContractInference.Choice.Named(var text) when values.contains(text.strip()) ->
                    Optional.of(text.strip());
            case ContractInference.Choice.Named(var text) -> {
                violations.add(
                        Violation.at(
                                "positive",
                                "must be %s, not %s"
                                        .formatted(listed(values), Violation.extract(text))));
                yield Optional.empty();
            }
            case ContractInference.Choice.Inferred() -> {
                var usual =
                        values.stream()
                                .filter(value -> USUAL_YES.contains(value.toLowerCase(Locale.ROOT)))
                                .toList();
                if (usual.size() == 1) {
                    yield Optional.of(usual.getFirst());
                }
                violations.add(
                        Violation.at(
                                "positive",
                                "is needed: say which one means yes, " + listed(values)));
                yield Optional.empty();
            }
        };
    }

    private static void fault(List<Violation> violations, String detail) {
        violations.add(Violation.at("label", detail));
    }

    private static String listed(List<String> values) {
        var shown = values.stream().limit(MAX_LISTED).map(Violation::extract).toList();
        return String.join(" or ", shown) + (values.size() > MAX_LISTED ? " or others" : "");
    }
}
