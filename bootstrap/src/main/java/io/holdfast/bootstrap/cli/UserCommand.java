package io.holdfast.bootstrap.cli;

import io.holdfast.application.identity.ChangeUser;
import io.holdfast.application.identity.RegisterUser;
import io.holdfast.bootstrap.App;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.identity.Username;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./holdfast user create|approve|disapprove|list`
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Create, approve and list users.")
final class UserCommand {

    private static final int LIST_LIMIT = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Create a user; the password is asked for, or read from standard input.")
    int create(
            @Mixin Settings settings,
            @Parameters(paramLabel = "USERNAME") String name,
            @Option(
                            names = "--role",
                            description = "agent or admin (${DEFAULT-VALUE})",
                            defaultValue = "agent")
                    String roleName,
            @Option(names = "--approved", description = "Approve at once.") boolean approved) {
        var username = username(name);
        var role =
                Role.ofLabel(roleName)
                        .orElseThrow(() -> new Refused("--role must be agent or admin."));
        var password = password();
        return settings.change(
                "user create",
                username.value(),
                app -> {
                    var command = new RegisterUser.Command(username, password, role);
                    switch (app.registerUser().register(command)) {
                        case RegisterUser.Outcome.Registered _ -> {
                            if (approved) {
                                decide(app, username, true);
                            }
                            out().printf(
                                            "User %s created, role %s, %s.%n",
                                            username,
                                            role.label(),
                                            approved ? "approved" : "not approved yet");
                        }
                        case RegisterUser.Outcome.Invalid(var violations) ->
                                throw new Refused(
                                        "The password " + violations.getFirst().detail() + ".");
                        case RegisterUser.Outcome.NameTaken _ ->
                                throw new Refused("There is a user " + username + " already.");
                    }
                    return 0;
                });
    }

    @Command(name = "approve", mixinStandardHelpOptions = true, description = "Let a user sign in.")
    int approve(@Mixin Settings settings, @Parameters(paramLabel = "USERNAME") String name) {
        return decide(settings, name, true);
    }

    @Command(
            name = "disapprove",
            mixinStandardHelpOptions = true,
            description = "Shut a user out, at once.")
    int disapprove(@Mixin Settings settings, @Parameters(paramLabel = "USERNAME") String name) {
        return decide(settings, name, false);
    }

    private int decide(Settings settings, String name, boolean approve) {
        var username = username(name);
        var command = approve ? "user approve" : "user disapprove";
        return settings.change(
                command,
                username.value(),
                app -> {
                    decide(app, username, approve);
                    return 0;
                });
    }

    private void decide(App app, Username username, boolean approve) {
        switch (app.changeUser()
                .change(new ChangeUser.Command(username, new ChangeUser.Change.Approve(approve)))) {
            case ChangeUser.Outcome.Changed(var user) ->
                    out().printf(
                                    "%s is %s.%n",
                                    user.username(), user.approved() ? "approved" : "shut out");
            case ChangeUser.Outcome.UnknownUser(var user) ->
                    throw new Refused("There is no user " + user + ".");
            case ChangeUser.Outcome.LastAdmin(var user) ->
                    throw new Refused(user + " is the last approved admin.");
            case ChangeUser.Outcome.Conflict(var user) ->
                    throw new Refused(user + " was changed by somebody else; try again.");
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the users.")
    int list(@Mixin Settings settings) {
        try (var app = settings.openAsGuest()) {
            var page = app.userQueries().list(UserQueries.Filter.ALL, LIST_LIMIT, 0);
            for (var user : page.users()) {
                out().printf(
                                "%-50s %-6s %s%n",
                                user.username(),
                                user.role().label(),
                                user.approved() ? "approved" : "waiting");
            }
            out().printf("%d users%n", page.total());
        }
        return 0;
    }

    private static Username username(String name) {
        if (!Username.isValid(name)) {
            throw new Refused("A username " + Username.RULE + ".");
        }
        return new Username(name);
    }

    @SuppressWarnings("SystemConsoleNull") // The null checker has not heard of it yet.
    private static Password password() {
        var console = System.console();
        String text;
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword("Password: ");
            text = typed == null ? "" : new String(typed);
        } else {
            var reader =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try {
                var line = reader.readLine();
                text = line == null ? "" : line;
            } catch (IOException e) {
                throw new Refused("No password on standard input: " + e.getMessage());
            }
        }
        if (!Password.isAcceptable(text)) {
            throw new Refused("A password " + Password.RULE + ".");
        }
        return new Password(text);
    }
}
