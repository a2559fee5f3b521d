package io.holdfast.adapters.ml.smile;

import java.util.List;
import java.util.stream.Stream;

/// The candidates and the settings that are searched.
final class Families {

    /// Above this many rows the search keeps to one recipe of each family.
    static final int WIDE_SEARCH_ROWS = 20_000;

    private Families() {}

    static List<Family> forRows(int rows) {
        boolean wide = rows <= WIDE_SEARCH_ROWS;
        var logistic =
                new Family.Single(
                        "logistic regression",
                        wide ? List.of(logistic(0), logistic(9)) : List.of(logistic(9)));
        var forest =
                new Family.Single(
                        "random forest",
                        wide ? List.of(forest(10, 0.35)) : List.of(forest(20, 0.35)));
        var slow = new Boosting(List.of(100, 150, 200, 300, 400), 4, 8, 20, 0.04, 0.7, 0.35);
        var fast = new Boosting(List.of(50, 100, 200), 8, 48, 4, 0.12, 0.8, 0.5);
        var boosting =
                new Family.Single("gradient boosting", wide ? List.of(slow, fast) : List.of(fast));
        return List.of(
                boosting,
                forest,
                logistic,
                new Family.Average("average of boosting and logistic", boosting, logistic));
    }

    /// All recipes that have to be fitted.
    static List<Recipe> recipes(List<Family> families) {
        return families.stream()
                .flatMap(family ->
                        switch (family) {
                            case Family.Single single -> single.recipes().stream();
                            case Family.Average _ -> Stream.<Recipe>empty();
                        })
                .toList();
    }

    private static Recipe logistic(int hinges) {
        return new Logistic(hinges, List.of(1.0, 10.0));
    }

    private static Recipe forest(int rowsPerLeaf, double columnShare) {
        return new Forest(150, 8, rowsPerLeaf, columnShare);
    }
}
