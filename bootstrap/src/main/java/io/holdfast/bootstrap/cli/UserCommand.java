package io.holdfast.bootstrap.cli;

import io.holdfast.application.identity.ChangeUser;
import io.holdfast.application.identity.RegisterUser;
import io.holdfast.application.identity.ResetPassword;
import io.holdfast.application.identity.SignOut;
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
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./holdfast user create|approve|disapprove|lock|unlock|role|reset-password|sign-out|list`
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Create, approve, lock, help and list users.")
final class UserCommand {

    private static final int LIST_LIMIT = 1_000;
    private static final String ROW = "%-50s %-6s %-20s %-9s %s%n";

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
        var role = Role.ofLabel(roleName).orElseThrow(UserCommand::noRole);
        var password = password();
        return settings.change(
                "user create",
                username.value(),
                app -> {
                    var command = new RegisterUser.Command(username, password, role);
                    switch (app.identity().registerUser().register(command)) {
                        case RegisterUser.Outcome.Registered _ -> {
                            if (approved) {
                                change(app, username, new ChangeUser.Change.Approve(true));
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
        return change(settings, "user approve", name, new ChangeUser.Change.Approve(true));
    }

    @Command(
            name = "disapprove",
            mixinStandardHelpOptions = true,
            description = "Shut a user out, at once.")
    int disapprove(@Mixin Settings settings, @Parameters(paramLabel = "USERNAME") String name) {
        return change(settings, "user disapprove", name, new ChangeUser.Change.Approve(false));
    }

    @Command(
            name = "lock",
            mixinStandardHelpOptions = true,
            description = "Shut a user out for the time being, at once.")
    int lock(@Mixin Settings settings, @Parameters(paramLabel = "USERNAME") String name) {
        return change(settings, "user lock", name, new ChangeUser.Change.Lock(true));
    }

    @Command(
            name = "unlock",
            mixinStandardHelpOptions = true,
            description = "Let a locked user in again.")
    int unlock(@Mixin Settings settings, @Parameters(paramLabel = "USERNAME") String name) {
        return change(settings, "user unlock", name, new ChangeUser.Change.Lock(false));
    }

    @Command(name = "role", mixinStandardHelpOptions = true, description = "Give a user a role.")
    int giveRole(
            @Mixin Settings settings,
            @Parameters(paramLabel = "USERNAME") String name,
            @Parameters(paramLabel = "ROLE", description = "agent or admin") String roleName) {
        var role = Role.ofLabel(roleName).orElseThrow(UserCommand::noRole);
        return change(settings, "user role", name, new ChangeUser.Change.GiveRole(role));
    }

    private static Refused noRole() {
        return new Refused("A role is agent or admin.");
    }

    @Command(
            name = "reset-password",
            mixinStandardHelpOptions = true,
            description = "Give a user a temporary password; it is shown this once.")
    int resetPassword(@Mixin Settings settings, @Parameters(paramLabel = "USERNAME") String name) {
        var username = username(name);
        return settings.change(
                "user reset-password",
                username.value(),
                app -> {
                    switch (app.identity().resetPassword().reset(username)) {
                        case ResetPassword.Outcome.Reset(var temporary, var until) -> {
                            out().println(temporary.value());
                            out().printf("Good until %s, for choosing another one only.%n", until);
                        }
                        case ResetPassword.Outcome.UnknownUser(var user) -> throw unknown(user);
                        case ResetPassword.Outcome.External(var user) ->
                                throw new Refused(
                                        "An identity provider keeps the password of " + user + ".");
                        case ResetPassword.Outcome.Conflict(var user) -> throw overtaken(user);
                    }
                    return 0;
                });
    }

    @Command(
            name = "sign-out",
            mixinStandardHelpOptions = true,
            description = "End all sessions of a user, at once.")
    int signOut(@Mixin Settings settings, @Parameters(paramLabel = "USERNAME") String name) {
        var username = username(name);
        return settings.change(
                "user sign-out",
                username.value(),
                app -> {
                    switch (app.identity().signOut().everywhere(username)) {
                        case SignOut.Outcome.Ended(var sessions) ->
                                out().printf("%d sessions ended.%n", sessions);
                        case SignOut.Outcome.UnknownUser(var user) -> throw unknown(user);
                        case SignOut.Outcome.UnknownSession() ->
                                throw new IllegalStateException("no session was asked for");
                    }
                    return 0;
                });
    }

    private int change(Settings settings, String command, String name, ChangeUser.Change change) {
        var username = username(name);
        return settings.change(
                command,
                username.value(),
                app -> {
                    change(app, username, change);
                    return 0;
                });
    }

    private void change(App app, Username username, ChangeUser.Change change) {
        switch (app.identity().changeUser().change(new ChangeUser.Command(username, change))) {
            case ChangeUser.Outcome.Changed(var user) ->
                    out().printf(
                                    "%s is %s, role %s.%n",
                                    user.username(),
                                    state(user.approved(), user.locked()),
                                    user.role().label());
            case ChangeUser.Outcome.UnknownUser(var user) -> throw unknown(user);
            case ChangeUser.Outcome.LastAdmin(var user) ->
                    throw new Refused(user + " is the last active admin.");
            case ChangeUser.Outcome.Conflict(var user) -> throw overtaken(user);
        }
    }

    private static Refused unknown(Username user) {
        return new Refused("There is no user " + user + ".");
    }

    private static Refused overtaken(Username user) {
        return new Refused(user + " was changed by somebody else; try again.");
    }

    private static String state(boolean approved, boolean locked) {
        var approval = approved ? "approved" : "not approved";
        return locked ? approval + ", locked" : approval;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the users.")
    int list(@Mixin Settings settings) {
        try (var app = settings.openAsGuest()) {
            var page = app.identity().userQueries().list(UserQueries.Filter.ALL, LIST_LIMIT, 0);
            out().printf(ROW, "username", "role", "state", "password", "since");
            for (var user : page.users()) {
                out().printf(
                                ROW,
                                user.username(),
                                user.role().label(),
                                state(user.approved(), user.locked()),
                                user.external() ? "provider" : "here",
                                user.createdAt().truncatedTo(ChronoUnit.SECONDS));
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
