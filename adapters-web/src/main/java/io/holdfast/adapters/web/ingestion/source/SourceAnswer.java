package io.holdfast.adapters.web.ingestion.source;

import io.holdfast.domain.ingestion.source.Pull;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.SourceQueries.Listed;
import io.holdfast.domain.ingestion.source.SourceState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How sources and pulls are told; never their passwords. Maps, because a part may be missing.
final class SourceAnswer {

    private SourceAnswer() {}

    static Map<String, Object> of(Listed listed, Instant now) {
        var told = of(listed.source());
        told.put("state", of(listed.state(), now));
        return told;
    }

    static Map<String, Object> of(Listed listed, List<Pull> pulls, Instant now) {
        var told = of(listed, now);
        told.put("pulls", pulls.stream().map(SourceAnswer::of).toList());
        return told;
    }

    private static Map<String, Object> of(Source source) {
        var server = source.server();
        var told = new LinkedHashMap<String, Object>();
        told.put("name", source.name());
        told.put("kind", SourceFields.label(server.kind()));
        told.put("host", server.host());
        told.put("port", server.port());
        told.put("database", server.database());
        told.put("tls", SourceFields.label(server.tls()));
        told.put("user", source.user());
        told.put("query", source.selection().query());
        told.put("watermark_column", source.selection().watermark());
        told.put("watermark_type", SourceFields.label(source.selection().type()));
        told.put("profile", source.destination().profile());
        told.put("section", source.destination().section());
        told.put("every_minutes", source.everyMinutes());
        told.put("page_size", source.pageSize());
        told.put("enabled", source.enabled());
        return told;
    }

    private static Map<String, Object> of(SourceState state, Instant now) {
        var told = new LinkedHashMap<String, Object>();
        told.put("running", state.isTaken(now));
        told.put("failures", state.failures());
        put(told, "watermark", state.mark());
        put(told, "fault", state.fault());
        if (!state.succeededAt().equals(Instant.MIN)) {
            told.put("succeeded_at", state.succeededAt().toString());
        }
        if (!state.dueAt().equals(Instant.MAX)) {
            told.put("due_at", state.dueAt().toString());
        }
        return told;
    }

    private static void put(Map<String, Object> told, String member, String text) {
        if (!text.isEmpty()) {
            told.put(member, text);
        }
    }

    private static Map<String, Object> of(Pull pull) {
        var told = new LinkedHashMap<String, Object>();
        told.put("id", pull.id());
        told.put("started_at", pull.startedAt().toString());
        told.put("pages", pull.progress().pages());
        told.put("rows", pull.progress().rows());
        told.put("rejected", pull.progress().rejected());
        switch (pull.state()) {
            case Pull.State.Running() -> told.put("status", "running");
            case Pull.State.Completed(var at) -> end(told, "completed", at, "");
            case Pull.State.Paused(var at) -> end(told, "paused", at, "");
            case Pull.State.Refused(var at, var reason) -> end(told, "refused", at, reason);
            case Pull.State.Failed(var at, var reason) -> end(told, "failed", at, reason);
        }
        return told;
    }

    private static void end(Map<String, Object> told, String status, Instant at, String reason) {
        told.put("status", status);
        told.put("ended_at", at.toString());
        put(told, "reason", reason);
    }
}
