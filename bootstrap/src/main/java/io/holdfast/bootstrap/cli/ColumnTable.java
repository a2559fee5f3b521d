package io.holdfast.bootstrap.cli;

import io.holdfast.domain.models.ColumnProfile;
import io.holdfast.domain.models.ColumnProfile.Use;
import io.holdfast.domain.models.ContractProposal;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/// The columns of a proposal below each other, then its warnings.
final class ColumnTable {

    private static final int MAX_NAME = 32;
    private static final int MAX_LISTED = 6;

    private ColumnTable() {}

    static void print(PrintWriter out, ContractProposal proposal) {
        out.printf("%-32s %-10s %9s %7s  %s%n", "column", "use", "distinct", "blank", "values");
        proposal.columns().forEach(column -> print(out, column));
        out.printf(
                Locale.ROOT,
                "%,d rows, %,d with %s = %s; %d features.%n",
                proposal.rows(),
                proposal.positives(),
                shown(proposal.contract().label().column()),
                shown(proposal.contract().label().positive()),
                proposal.contract().features().size());
        proposal.warnings().forEach(warning -> out.println("Note: " + shown(warning)));
    }

    private static void print(PrintWriter out, ColumnProfile column) {
        var name = shown(column.name());
        out.printf(
                Locale.ROOT,
                "%-32s %-10s %,9d %6.1f%%  %s%n",
                name.length() > MAX_NAME ? name.substring(0, MAX_NAME - 3) + "..." : name,
                use(column.use()),
                column.distinct(),
                100 * column.blankShare(),
                shown(values(column.use())));
    }

    private static String use(Use use) {
        return switch (use) {
            case Use.Identifier() -> "identifier";
            case Use.Label() -> "label";
            case Use.Numeric(var _, var _, var _) -> "number";
            case Use.Flag() -> "flag";
            case Use.Category(var _) -> "category";
            case Use.LeftOut(var _) -> "left out";
        };
    }

    private static String values(Use use) {
        return switch (use) {
            case Use.Identifier(), Use.Label(), Use.Flag() -> "";
            case Use.Numeric(var min, var max, var whole) ->
                    "%s to %s%s".formatted(plain(min), plain(max), whole ? ", whole" : "");
            case Use.Category(var categories) -> listed(categories);
            case Use.LeftOut(var reason) -> reason;
        };
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static String listed(List<String> categories) {
        var first = String.join(", ", categories.stream().limit(MAX_LISTED).toList());
        int more = categories.size() - MAX_LISTED;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    /// What a file holds must not steer the terminal.
    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
