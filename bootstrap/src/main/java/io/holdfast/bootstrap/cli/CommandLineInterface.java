package io.holdfast.bootstrap.cli;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.bootstrap.Release;
import io.holdfast.bootstrap.config.ConfigException;
import io.holdfast.bootstrap.database.DatabaseInUse;
import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./holdfast COMMAND`: every command there is, and how failures are told.
@Command(
        name = "holdfast",
        description = "Self-hosted customer retention.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineInterface.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            ScoreCommand.class,
            RescoreCommand.class,
            FeaturesCommand.class,
            ImportCommand.class,
            SourceCommand.class,
            QualityCommand.class,
            ContractCommand.class,
            BenchCommand.class,
            UserCommand.class,
            PersonCommand.class,
            KeyCommand.class,
            AuditCommand.class
        },
        footer = {"", "  test is run by the start script: everything the build server runs."})
public final class CommandLineInterface {

    /// What the user has to mend.
    static final int EXIT_REFUSED = 2;

    /// Done, but not for all that was given.
    static final int EXIT_PARTLY = 3;

    /// Checked, and not found as it should be.
    static final int EXIT_BROKEN = 3;

    private static final System.Logger LOG = System.getLogger(CommandLineInterface.class.getName());

    private CommandLineInterface() {}

    /// Runs one command to its end.
    ///
    /// @return the exit code: 0 done, 1 failed, 2 refused because of what was asked or configured,
    ///   3 done but for the parts that were rejected, or checked and found broken, 130 broken off
    public static int run(String... arguments) {
        return line().execute(arguments);
    }

    static CommandLine line() {
        var line = new CommandLine(new CommandLineInterface());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(LocalDate.class, CommandLineInterface::date);
        line.setExecutionExceptionHandler((failure, command, _) -> {
            if (isUsersToMend(failure)) {
                command.getErr().println(failure.getMessage());
                return EXIT_REFUSED;
            }
            LOG.log(Level.ERROR, "the command failed", failure);
            command.getErr().println("holdfast: " + message(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException _) {
            throw new CommandLine.TypeConversionException(
                    "'" + text + "' is no date such as 2026-01-31");
        }
    }

    private static boolean isUsersToMend(Exception failure) {
        return failure instanceof Refused
                || failure instanceof ConfigException
                || failure instanceof DatabaseInUse
                || failure instanceof PersistenceAdapter.CannotOpenException;
    }

    private static String message(Exception failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Holdfast " + Release.version()};
        }
    }
}
