package io.holdfast.bootstrap.cli;

import io.holdfast.adapters.web.WebAdapter;
import io.holdfast.application.identity.ErasePerson;
import io.holdfast.application.identity.ExportPerson;
import io.holdfast.bootstrap.App;
import io.holdfast.domain.kernel.PersonalData.Person;
import java.io.PrintWriter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./holdfast person export|erase --customer ID | --user NAME`
@Command(
        name = "person",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Export or erase what is stored about a customer or a user.")
final class PersonCommand {

    private static final String NOBODY = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    /// Exactly one of the two.
    static final class Whose {
        @Option(
                names = "--customer",
                paramLabel = "ID",
                required = true,
                description = "The id by which clients know the customer, in any contract.")
        private String customer = NOBODY;

        @Option(
                names = "--user",
                paramLabel = "NAME",
                required = true,
                description = "The name of somebody who signs in.")
        private String user = NOBODY;

        Person person() {
            if (!user.equals(NOBODY)) {
                return new Person.Account(user);
            }
            if (!Person.Customer.isValid(customer)) {
                throw new Refused("A customer's id is " + Person.Customer.RULE + ".");
            }
            return new Person.Customer(customer);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Print what is stored about a person, as JSON.")
    int export(
            @Mixin Settings settings,
            @ArgGroup(multiplicity = "1") Whose whose,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            description = "Rows of each section at most (${DEFAULT-VALUE}).",
                            defaultValue = "10000")
                    int limit) {
        if (limit < 1 || limit > ExportPerson.MAX_ROWS) {
            throw new Refused("--limit must be 1 to " + ExportPerson.MAX_ROWS + ".");
        }
        var person = whose.person();
        return settings.change("person export", target(person), app -> export(app, person, limit));
    }

    private int export(App app, Person person, int limit) {
        switch (app.identity().exportPerson().export(person, limit)) {
            case ExportPerson.Outcome.Found(var found, var sections) ->
                    out().println(
                                    WebAdapter.personDocument(
                                            found, sections, app.clock().instant()));
            case ExportPerson.Outcome.Unknown(var unknown) -> throw refuse(unknown);
        }
        return 0;
    }

    private static String target(Person person) {
        return switch (person) {
            case Person.Customer(var id) -> id;
            case Person.Account(var username) -> username;
        };
    }

    @Command(
            name = "erase",
            mixinStandardHelpOptions = true,
            description = "Take away what says who a person is. This cannot be undone.")
    int erase(@Mixin Settings settings, @ArgGroup(multiplicity = "1") Whose whose) {
        var person = whose.person();
        return settings.change("person erase", target(person), app -> erase(app, person));
    }

    private int erase(App app, Person person) {
        switch (app.identity().erasePerson().erase(person)) {
            case ErasePerson.Outcome.Erased(var _, var erasures) -> {
                for (var one : erasures) {
                    out().printf(
                                    "%-20s %8d erased %8d pseudonymised %8d kept%n",
                                    one.name(), one.erased(), one.pseudonymised(), one.kept());
                }
            }
            case ErasePerson.Outcome.Unknown(var unknown) -> throw refuse(unknown);
            case ErasePerson.Outcome.LastAdmin(var username) ->
                    throw new Refused(username + " is the last active admin.");
            case ErasePerson.Outcome.Conflict(var username) ->
                    throw new Refused(
                            username + " was changed by somebody else just now; try again.");
        }
        return 0;
    }

    private static Refused refuse(Person person) {
        return new Refused(
                switch (person) {
                    case Person.Customer _ -> "Nothing is stored about this customer.";
                    case Person.Account(var username) -> "There is no user " + username + ".";
                });
    }
}
