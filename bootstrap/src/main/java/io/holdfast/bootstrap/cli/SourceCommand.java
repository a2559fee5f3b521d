package io.holdfast.bootstrap.cli;

import io.holdfast.application.ingestion.source.ChangeSources;
import io.holdfast.application.ingestion.source.PullSource;
import io.holdfast.application.ingestion.source.TestSource;
import io.holdfast.bootstrap.App;
import io.holdfast.domain.ingestion.source.Pull;
import io.holdfast.domain.ingestion.source.SourceQueries;
import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.kernel.SecretBox;
import io.holdfast.domain.kernel.Violation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./holdfast source add|list|test|pull|remove`
@Command(
        name = "source",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Pull facts from other databases: add, list, test, pull, remove.")
final class SourceCommand {

    private static final String ROW = "%-20s %-10s %-30s %8s %-26s %-20s %s%n";

    @Spec private CommandSpec spec = CommandSpec.create();

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Add a database; its password is asked for, or read from standard input.")
    int add(@Mixin Settings settings, @Mixin SourceOptions options) {
        var faults = options.faults();
        if (!faults.isEmpty()) {
            throw new Refused(
                    faults.stream()
                            .map(SourceCommand::words)
                            .collect(Collectors.joining(System.lineSeparator())));
        }
        var source = options.source();
        var password = password();
        return settings.change(
                "source add",
                source.name(),
                app -> {
                    switch (app.changeSources().add(source, password, "command line")) {
                        case ChangeSources.Added.Done(var added) ->
                                out().printf(
                                                "Source %s is added; try it: source test %1$s%n",
                                                added.name());
                        case ChangeSources.Added.NameTaken(var name) ->
                                throw new Refused("There is a source " + name + " already.");
                        case ChangeSources.Added.TooMany(var max) ->
                                throw new Refused(
                                        "There are " + max + " sources, which is as many as may.");
                    }
                    return 0;
                });
    }

    /// A member's name is its option's, but for the dashes.
    private static String words(Violation fault) {
        var option = fault.pointer().substring("#/".length()).replace('_', '-');
        return "--%s %s.".formatted(option, fault.detail());
    }

    @SuppressWarnings("SystemConsoleNull") // The null checker has not heard of it yet.
    private static Secret password() {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword("Password of the database's user: ");
            return checked(typed == null ? "" : new String(typed));
        }
        try (var in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var line = in.readLine();
            return checked(line == null ? "" : line);
        } catch (IOException _) {
            throw new Refused("The password cannot be read from standard input.");
        }
    }

    private static Secret checked(String text) {
        if (text.length() > SecretBox.MAX_LENGTH) {
            throw new Refused("A password has at most " + SecretBox.MAX_LENGTH + " characters.");
        }
        return new Secret(text);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the databases, and how far the pulls have come.")
    int list(@Mixin Settings settings) {
        try (var app = settings.openAsGuest()) {
            out().printf(ROW, "name", "kind", "host", "minutes", "watermark", "succeeded", "fault");
            app.sourceQueries().list().forEach(this::show);
        }
        return 0;
    }

    private void show(SourceQueries.Listed listed) {
        var source = listed.source();
        var state = listed.state();
        out().printf(
                        ROW,
                        source.name(),
                        source.server().kind(),
                        source.server().host(),
                        source.enabled() ? String.valueOf(source.everyMinutes()) : "off",
                        state.mark(),
                        state.succeededAt().equals(Instant.MIN)
                                ? "never"
                                : state.succeededAt().truncatedTo(ChronoUnit.SECONDS),
                        state.fault());
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Sign in at a database and read one record, without storing anything.")
    int test(@Mixin Settings settings, @Parameters(paramLabel = "NAME") String name) {
        try (var app = settings.openAsGuest()) {
            return switch (app.testSource().test(name)) {
                case TestSource.Outcome.Works(var columns) -> {
                    out().printf(
                                    "Source %s works; %s.%n",
                                    name,
                                    columns.isEmpty()
                                            ? "the query finds nothing yet"
                                            : "columns: " + String.join(", ", columns));
                    yield 0;
                }
                case TestSource.Outcome.Fails(var reason) ->
                        throw new Refused("Source " + name + " does not work: " + reason + ".");
                case TestSource.Outcome.Unknown(var unknown) -> throw unknown(unknown);
            };
        }
    }

    @Command(name = "pull", mixinStandardHelpOptions = true, description = "Pull what is new, now.")
    int pull(@Mixin Settings settings, @Parameters(paramLabel = "NAME") String name) {
        return settings.change(
                "source pull",
                name,
                app -> {
                    var pulls = app.pullSource();
                    boolean more = true;
                    while (more) {
                        more = pullOnce(pulls, name);
                    }
                    return 0;
                });
    }

    /// One go takes so much only; answers whether there is more.
    private boolean pullOnce(PullSource pulls, String name) {
        return switch (pulls.pull(name, "command line", this::tell)) {
            case PullSource.Outcome.Unknown(var unknown) -> throw unknown(unknown);
            case PullSource.Outcome.Taken(var taken) ->
                    throw new Refused("Source " + taken + " is being pulled already.");
            case PullSource.Outcome.Ended(var pull) ->
                    switch (pull.state()) {
                        case Pull.State.Running(), Pull.State.Paused _ -> true;
                        case Pull.State.Completed _ -> {
                            out().printf(
                                            "Source %s is pulled: %d rows, %d of them rejected.%n",
                                            name,
                                            pull.progress().rows(),
                                            pull.progress().rejected());
                            yield false;
                        }
                        case Pull.State.Refused(var _, var reason) -> throw stopped(pull, reason);
                        case Pull.State.Failed(var _, var reason) -> throw stopped(pull, reason);
                    };
        };
    }

    private void tell(Pull.Progress progress) {
        out().printf("%d rows so far.%n", progress.rows());
        out().flush();
    }

    private static Refused stopped(Pull pull, String reason) {
        return new Refused(
                "The pull of %s stopped after %d rows, which are stored: %s."
                        .formatted(pull.source(), pull.progress().rows(), reason));
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Forget a database; the facts that came from it stay.")
    int remove(@Mixin Settings settings, @Parameters(paramLabel = "NAME") String name) {
        return settings.change("source remove", name, app -> remove(app, name));
    }

    private int remove(App app, String name) {
        if (!app.changeSources().remove(name)) {
            throw unknown(name);
        }
        out().printf("Source %s is removed.%n", name);
        return 0;
    }

    private static Refused unknown(String name) {
        return new Refused("There is no source " + Violation.extract(name) + ".");
    }
}
