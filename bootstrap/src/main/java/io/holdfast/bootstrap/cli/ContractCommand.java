package io.holdfast.bootstrap.cli;

import io.holdfast.application.models.ProposeContract;
import io.holdfast.application.models.RegisterContract;
import io.holdfast.domain.models.ContractInference.Choice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./holdfast contract propose|add|list|show`
@Command(
        name = "contract",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Propose, register and show feature contracts.")
final class ContractCommand {

    private static final int LIST_LIMIT = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "propose",
            mixinStandardHelpOptions = true,
            description = {
                "Read a contract off a labelled CSV file: look at it, change it, then add it.",
                "Nothing is kept but the draft."
            })
    int propose(
            @Mixin Settings settings,
            @Option(names = "--in", paramLabel = "FILE", required = true, description = "CSV.")
                    Path in,
            @Option(
                            names = "--label",
                            paramLabel = "COLUMN",
                            required = true,
                            description = "The column with the two answers.")
                    String label,
            @Option(
                            names = "--positive",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "The answer that means yes; found by its usual names.")
                    String positive,
            @Option(
                            names = "--id",
                            paramLabel = "COLUMN",
                            defaultValue = "",
                            description = "The column that names the entity; found by its name.")
                    String identifier,
            @Option(
                            names = "--name",
                            required = true,
                            description = "Of the contract, such as my-bank.")
                    String name,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            defaultValue = "",
                            description =
                                    "A new file for the draft; written to the screen if left out.")
                    Path draft) {
        var command =
                new ProposeContract.Command(
                        name,
                        label.strip(),
                        choice(positive),
                        choice(identifier),
                        InputFile.read(in));
        try (var app = settings.openAsGuest()) {
            switch (app.proposeContract().propose(command)) {
                case ProposeContract.Outcome.Rejected(var violations) ->
                        throw Faults.refuse(
                                "No contract can be proposed:", violations, violations.size());
                case ProposeContract.Outcome.Proposed(var proposal, var document) -> {
                    // A draft on the screen may be redirected, so the table must not be in it.
                    boolean toScreen = draft.equals(Path.of(""));
                    ColumnTable.print(toScreen ? spec.commandLine().getErr() : out(), proposal);
                    if (toScreen) {
                        out().println(document);
                    } else {
                        write(draft, document);
                        out().printf(
                                        "Written to %s; register it by: contract add %s%n",
                                        draft, draft);
                    }
                }
            }
        }
        return 0;
    }

    private static Choice choice(String text) {
        return text.isBlank() ? new Choice.Inferred() : new Choice.Named(text.strip());
    }

    /// A draft that somebody has edited is not written over.
    private static void write(Path draft, String document) {
        try {
            Files.writeString(draft, document + "\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new Refused(draft + " is there already.");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + draft, e);
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Register a draft as the next version of its name.")
    int add(@Mixin Settings settings, @Parameters(paramLabel = "FILE") Path draft) {
        var command = new RegisterContract.Command(InputFile.read(draft));
        return settings.change(
                "contract add",
                draft.getFileName().toString(),
                app -> {
                    switch (app.registerContract().register(command)) {
                        case RegisterContract.Outcome.Registered(var contract, var _) ->
                                out().printf(
                                                "Registered %s: %d features. Train it by: train --contract"
                                                        + " %s --data FILE%n",
                                                contract.id(),
                                                contract.features().size(),
                                                contract.id().name());
                        case RegisterContract.Outcome.Unreadable(var reason) ->
                                throw new Refused(draft + " " + reason + ".");
                        case RegisterContract.Outcome.Invalid(var violations) ->
                                throw Faults.refuse(
                                        "The contract was refused, nothing was kept:",
                                        violations,
                                        violations.size());
                        case RegisterContract.Outcome.Bundled(var name) ->
                                throw new Refused(
                                        "Contract "
                                                + name
                                                + " comes with Holdfast and stays as it is.");
                        case RegisterContract.Outcome.WrongVersion(var name, var given, var next) ->
                                throw new Refused(
                                        "The next version of contract %s is %d, not %d."
                                                .formatted(name, next, given));
                        case RegisterContract.Outcome.Overtaken(var name) ->
                                throw new Refused(
                                        "Somebody else registered contract " + name + " just now.");
                        case RegisterContract.Outcome.Full(var limit) ->
                                throw new Refused(
                                        "There are %,d already, which is as many as are kept."
                                                .formatted(limit));
                    }
                    return 0;
                });
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the latest version of each contract.")
    int list(@Mixin Settings settings) {
        try (var app = settings.openAsGuest()) {
            for (var listed : app.contractQueries().list(LIST_LIMIT, 0).contracts()) {
                out().printf(
                                "%-32s %4d features  %s%n",
                                listed.id(), listed.features(), listed.title());
            }
        }
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show the latest version of a contract.")
    int show(@Mixin Settings settings, @Parameters(paramLabel = "NAME") String name) {
        try (var app = settings.openAsGuest()) {
            out().println(
                            app.contractQueries()
                                    .document(name)
                                    .orElseThrow(() ->
                                            new Refused("There is no contract " + name + ".")));
        }
        return 0;
    }
}
