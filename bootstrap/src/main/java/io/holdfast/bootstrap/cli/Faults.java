package io.holdfast.bootstrap.cli;

import io.holdfast.domain.kernel.Violation;
import java.util.List;
import java.util.stream.Collectors;

/// Tells what is wrong with a table or a document.
final class Faults {

    private static final int MAX_SHOWN = 50;

    private Faults() {}

    static Refused refuse(List<Violation> violations, long total) {
        return refuse("The table was refused, nothing was kept:", violations, total);
    }

    static Refused refuse(String sentence, List<Violation> violations, long total) {
        var shown =
                violations.stream()
                        .limit(MAX_SHOWN)
                        .map(violation -> "  " + violation.pointer() + " " + violation.detail())
                        .collect(Collectors.joining("\n"));
        long rest = total - Math.min(violations.size(), MAX_SHOWN);
        return new Refused(sentence + "\n" + shown + (rest > 0 ? "\n  and " + rest + " more" : ""));
    }
}
