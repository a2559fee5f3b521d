package io.holdfast.bootstrap.cli;

import io.holdfast.bootstrap.App;
import io.holdfast.domain.identity.AuditEvent;
import io.holdfast.domain.identity.AuditQueries;
import io.holdfast.domain.identity.AuditQueries.Entry;
import io.holdfast.domain.identity.AuditQueries.Filter;
import io.holdfast.domain.identity.AuditQueries.Head;
import io.holdfast.domain.identity.AuditQueries.Verification;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `./holdfast audit verify|list|export`
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Check, list and export what was done by whom.")
final class AuditCommand {

    private static final int MAX_LIMIT = 10_000;
    private static final Pattern HEAD = Pattern.compile("(\\d{1,18}):(\\p{XDigit}{64})");

    /// Which entries are meant.
    static final class Which {

        @Option(names = "--actor", defaultValue = "", description = "Id or name of who did it.")
        private String actor = "";

        @Option(
                names = "--action",
                defaultValue = "",
                description = "The beginning of the action's name, such as \"user\".")
        private String action = "";

        @Option(names = "--target", defaultValue = "", description = "To whom or what.")
        private String target = "";

        @Option(
                names = "--from",
                paramLabel = "MOMENT",
                description = "The earliest, such as 2026-01-31T12:00:00Z.")
        private Instant from = Instant.MIN;

        @Option(
                names = "--until",
                paramLabel = "MOMENT",
                description = "The first that is too late.")
        private Instant until = Instant.MAX;

        Filter filter() {
            return new Filter(actor, action, target, from, until);
        }
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Check that no row was changed or taken out, from the first to the last.",
                "Ends with 0 when intact, with 3 when broken."
            })
    int verify(
            @Mixin Settings settings,
            @Option(
                            names = "--expect",
                            paramLabel = "POSITION:HASH",
                            defaultValue = "",
                            description = {
                                "A head that was kept elsewhere, such as in the shipped log:",
                                "only this shows a cut tail or a chain that was made anew."
                            })
                    String expected) {
        var kept = expected.isEmpty() ? Head.NONE : head(expected);
        try (var app = settings.openAsGuest()) {
            return switch (app.identity().auditQueries().verify()) {
                case Verification.Broken(var position, var why) -> broken(position, why);
                case Verification.Intact(var rows, var head, var hash) -> {
                    var fault = fault(app, kept, new Head(head, hash));
                    if (!fault.isEmpty()) {
                        yield broken(kept.position(), fault);
                    }
                    out().printf("Intact: %d rows, head %d:%s%n", rows, head, hash);
                    if (rows < head) {
                        out().printf(
                                        "Rows 1 to %d were taken away, by age or by hand.%n",
                                        head - rows);
                    }
                    yield 0;
                }
            };
        }
    }

    private int broken(long position, String why) {
        out().printf("Broken at %d: %s.%n", position, why);
        return CommandLineInterface.EXIT_BROKEN;
    }

    /// What is wrong with the trail as somebody remembers it; empty for nothing.
    private static String fault(App app, Head kept, Head head) {
        if (kept.equals(Head.NONE) || kept.equals(head)) {
            return "";
        }
        if (kept.position() >= head.position()) {
            return kept.position() > head.position()
                    ? "the trail ends at %d, before it".formatted(head.position())
                    : "the row has another hash than was expected";
        }
        var row = app.identity().auditQueries().page(Filter.ALL, kept.position() + 1, 1);
        if (row.isEmpty() || row.getFirst().position() != kept.position()) {
            return "the row was taken away because of its age: expect a later one";
        }
        return row.getFirst().hash().equals(kept.hash())
                ? ""
                : "the row has another hash than was expected";
    }

    private static Head head(String text) {
        var match = HEAD.matcher(text);
        if (!match.matches()) {
            throw new Refused(
                    "--expect must be a position, a colon and a hash of 64 hex digits, as verify"
                            + " prints them.");
        }
        return new Head(Long.parseLong(match.group(1)), match.group(2).toLowerCase(Locale.ROOT));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List what was done, the newest first.")
    int list(
            @Mixin Settings settings,
            @Mixin Which which,
            @Option(
                            names = "--limit",
                            defaultValue = "100",
                            description = "Rows at most (${DEFAULT-VALUE}).")
                    int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refused("--limit must be 1 to " + MAX_LIMIT + ".");
        }
        try (var app = settings.openAsGuest()) {
            app.identity()
                    .auditQueries()
                    .page(which.filter(), Long.MAX_VALUE, limit)
                    .forEach(this::show);
        }
        return 0;
    }

    private void show(Entry entry) {
        var event = entry.event();
        out().printf(
                        "%8d  %s  %-9s  %-24s  %s  %s%n",
                        entry.position(),
                        event.at(),
                        event.result().name().toLowerCase(Locale.ROOT),
                        printable(who(event.actor())),
                        printable(event.action()),
                        printable(event.target()));
    }

    private static String who(AuditEvent.Actor actor) {
        var kind = actor.kind().name().toLowerCase(Locale.ROOT);
        return actor.name().isEmpty() ? kind : kind + ":" + actor.name();
    }

    /// Texts that callers chose must not move a terminal's cursor.
    private static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Write all rows to standard output, the oldest first, one JSON a line.")
    int export(@Mixin Settings settings, @Mixin Which which) {
        var json = JsonMapper.shared();
        try (var app = settings.openAsGuest()) {
            AuditQueries trail = app.identity().auditQueries();
            trail.readAll(
                    which.filter(), entry -> out().println(json.writeValueAsString(row(entry))));
        }
        return 0;
    }

    private static Map<String, Object> row(Entry entry) {
        var event = entry.event();
        var row = new LinkedHashMap<String, Object>();
        row.put("position", entry.position());
        row.put("id", event.id().toString());
        row.put("at", event.at().toString());
        row.put("actor_kind", event.actor().kind().name());
        row.put("actor_id", event.actor().id());
        row.put("actor_name", event.actor().name());
        row.put("action", event.action());
        row.put("target", event.target());
        row.put("address", event.address());
        row.put("request_id", event.requestId());
        row.put("result", event.result().name());
        row.put("hash", entry.hash());
        return row;
    }
}
