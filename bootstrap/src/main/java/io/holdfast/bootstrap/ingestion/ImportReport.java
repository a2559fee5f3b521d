package io.holdfast.bootstrap.ingestion;

import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.State;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// One line about an import that is over.
public final class ImportReport {

    private ImportReport() {}

    public static String of(ImportRun run, double seconds) {
        return switch (run.state()) {
            case State.Waiting(), State.Running() -> run.file().name() + ": still running";
            case State.Completed(var _, var counts) -> completed(run, counts, seconds);
            case State.Refused(var _, var reason) -> told(run, "refused, nothing stored", reason);
            case State.Failed(var _, var reason) -> told(run, "failed, nothing stored", reason);
            case State.Cancelled _ -> told(run, "nothing stored", "it was taken back");
        };
    }

    private static String told(ImportRun run, String what, String reason) {
        return "%s (%s): %s: %s".formatted(run.file().name(), run.section(), what, reason);
    }

    private static String completed(ImportRun run, List<FactLoads.Count> counts, double seconds) {
        long rows = run.progress().rows();
        return String.format(
                Locale.ROOT,
                "%s (%s)%s: %,d rows, inserted %,d, updated %,d, unchanged %,d, quarantined %,d%s,"
                        + " rejected %,d%s; %.1f s, %,.0f rows/s",
                run.file().name(),
                run.section(),
                run.dryRun() ? ", dry run" : "",
                rows,
                sum(counts, FactLoads.Count::inserted),
                sum(counts, FactLoads.Count::updated),
                sum(counts, FactLoads.Count::unchanged),
                sum(counts, FactLoads.Count::quarantined),
                released(sum(counts, FactLoads.Count::released)),
                run.progress().rejected(),
                skipped(run.progress().skipped()),
                seconds,
                rows / seconds);
    }

    private static long sum(List<FactLoads.Count> counts, ToLongFunction<FactLoads.Count> part) {
        return counts.stream().mapToLong(part).sum();
    }

    private static String released(long released) {
        return released == 0 ? "" : String.format(Locale.ROOT, ", released %,d", released);
    }

    private static String skipped(List<ImportRun.Skipped> skipped) {
        return skipped.stream()
                .map(one ->
                        String.format(Locale.ROOT, ", skipped %,d (%s)", one.rows(), one.reason()))
                .collect(Collectors.joining());
    }
}
