package io.holdfast.domain.models;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which column names the entity, when nobody said: every row has its own value there, and the
/// column is called like an identifier.
final class IdentifierGuess {

    /// Without case and separators, the likeliest first.
    private static final List<String> USUAL =
            List.of(
                    "customerid",
                    "custid",
                    "clientid",
                    "clientnum",
                    "customernumber",
                    "customerno",
                    "customerkey",
                    "userid",
                    "accountid",
                    "accountnumber",
                    "accountno",
                    "subscriberid",
                    "memberid",
                    "msisdn",
                    "id",
                    "uuid",
                    "guid",
                    "key");

    private IdentifierGuess() {}

    static Optional<String> among(List<ColumnFacts> columns) {
        var fit =
                columns.stream()
                        .filter(ColumnFacts::tellsRowsApart)
                        .filter(column -> flawOf(column).isEmpty())
                        .map(ColumnFacts::name)
                        .filter(IdentifierGuess::looksLikeOne)
                        .toList();
        return USUAL.stream()
                .flatMap(usual -> fit.stream().filter(name -> plain(name).equals(usual)))
                .findFirst()
                .or(() -> fit.stream().findFirst());
    }

    /// A usual name, or one that ends in `ID`, `Id` or a separate `id`.
    static boolean looksLikeOne(String name) {
        return USUAL.contains(plain(name)) || name.matches("(?s).*(ID|[a-z0-9]Id|[^a-zA-Z]id)");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /// Why the column cannot name entities, as the end of a sentence; empty when it can.
    static Optional<String> flawOf(ColumnFacts column) {
        if (column.name().isBlank() || column.name().length() > FeatureContract.MAX_COLUMN_LENGTH) {
            return Optional.of(
                    "has a name that is empty or longer than %d characters"
                            .formatted(FeatureContract.MAX_COLUMN_LENGTH));
        }
        if (column.blanks() > 0) {
            return Optional.of("is blank in %,d rows".formatted(column.blanks()));
        }
        if (column.longest() > FeatureContract.MAX_IDENTIFIER_LENGTH) {
            return Optional.of(
                    "has a value longer than %d characters"
                            .formatted(FeatureContract.MAX_IDENTIFIER_LENGTH));
        }
        return column.controls()
                ? Optional.of("has a value with control characters")
                : Optional.empty();
    }
}
