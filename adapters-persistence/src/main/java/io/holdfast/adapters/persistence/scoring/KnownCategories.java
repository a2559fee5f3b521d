package io.holdfast.adapters.persistence.scoring;

import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Fits rows of facts to the categories that a contract knows. A business has occupations that no
/// model has seen: such a cell is blanked where the contract has a rule for blanks, else the row is
/// left out.
final class KnownCategories implements UnaryOperator<List<String>> {

    private record Known(int column, Set<String> categories, boolean mayBeBlank) {
        boolean knows(List<String> cells) {
            return categories.contains(cells.get(column));
        }
    }

    private final List<Known> known;

    KnownCategories(FeatureContract contract, List<String> columns) {
        var found = new ArrayList<Known>();
        for (var feature : contract.features()) {
            int column = columns.indexOf(feature.name());
            if (column >= 0 && feature instanceof Feature.Categorical categorical) {
                found.add(
                        new Known(
                                column,
                                Set.copyOf(categorical.categories()),
                                !(categorical.blank() instanceof Feature.Missing.Refused)));
            }
        }
        known = List.copyOf(found);
    }

    /// An empty list where the row is left out.
    @Override
    public List<String> apply(List<String> cells) {
        var fitted = new ArrayList<>(cells);
        for (var one : known) {
            if (!one.knows(cells)) {
                if (!one.mayBeBlank()) {
                    return List.of();
                }
                fitted.set(one.column(), "");
            }
        }
        return fitted;
    }
}
