package io.holdfast.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./holdfast migrate`
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Bring the database's schema up to date, and stop.")
final class MigrateCommand implements Callable<Integer> {

    @Mixin private Settings settings = new Settings();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (var _ = settings.openAsGuest()) {
            spec.commandLine().getOut().println("The schema is up to date.");
        }
        return 0;
    }
}
