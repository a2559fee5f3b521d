package io.holdfast.adapters.web.ingestion;

import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.ImportRun.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What is told of an import.
final class ImportAnswer {

    static final String PATH = "/api/v1/imports";

    private record File(String name, long bytes, String sha256) {}

    private record Skipped(String reason, long rows) {}

    private record Fault(String column, String reason, long cells, long firstLine) {
        static Fault from(ImportQueries.Fault fault) {
            return new Fault(fault.column(), fault.reason(), fault.cells(), fault.firstLine());
        }
    }

    private record Count(
            String fact,
            long read,
            long inserted,
            long updated,
            long unchanged,
            long superseded,
            long quarantined,
            long released) {
        static Count from(FactLoads.Count count) {
            return new Count(
                    count.kind().label(),
                    count.read(),
                    count.inserted(),
                    count.updated(),
                    count.unchanged(),
                    count.superseded(),
                    count.quarantined(),
                    count.released());
        }
    }

    private ImportAnswer() {}

    static String address(UUID id) {
        return PATH + "/" + id;
    }

    /// @return a map, because what is not known yet is left out
    static Map<String, Object> of(ImportRun run) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("import_id", run.id().toString());
        answer.put("status", status(run.state()));
        answer.put("profile", run.profile());
        answer.put("section", run.section());
        answer.put("file", new File(run.file().name(), run.file().bytes(), run.file().sha256()));
        answer.put("dry_run", run.dryRun());
        answer.put("submitted_by", run.startedBy());
        answer.put("submitted_at", run.startedAt().toString());
        answer.put("rows", run.progress().rows());
        answer.put("rejected", run.progress().rejected());
        answer.put(
                "skipped",
                run.progress().skipped().stream()
                        .map(one -> new Skipped(one.reason(), one.rows()))
                        .toList());
        switch (run.state()) {
            case State.Waiting(), State.Running() -> {}
            case State.Completed(var at, var counts) -> {
                answer.put("ended_at", at.toString());
                answer.put("counts", counts.stream().map(Count::from).toList());
            }
            case State.Refused(var at, var reason) -> {
                answer.put("ended_at", at.toString());
                answer.put("reason", reason);
            }
            case State.Failed(var at, var reason) -> {
                answer.put("ended_at", at.toString());
                answer.put("reason", reason);
            }
            case State.Cancelled(var at) -> answer.put("ended_at", at.toString());
        }
        answer.put("status_url", address(run.id()));
        return answer;
    }

    /// The same, and what is wrong with its rows.
    static Map<String, Object> of(ImportRun run, List<ImportQueries.Fault> faults) {
        var answer = of(run);
        answer.put("faults", faults.stream().map(Fault::from).toList());
        answer.put("rejects_url", address(run.id()) + "/rejects");
        return answer;
    }

    static String status(State state) {
        return switch (state) {
            case State.Waiting() -> "waiting";
            case State.Running() -> "running";
            case State.Completed _ -> "completed";
            case State.Refused _ -> "refused";
            case State.Failed _ -> "failed";
            case State.Cancelled _ -> "cancelled";
        };
    }
}
