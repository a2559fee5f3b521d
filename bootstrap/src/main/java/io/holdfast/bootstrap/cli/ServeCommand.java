package io.holdfast.bootstrap.cli;

import io.holdfast.bootstrap.Server;
import io.holdfast.bootstrap.config.Config.Profile;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./holdfast serve`
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Run the server on what the database holds, in the production profile.")
final class ServeCommand implements Callable<Integer> {

    @Mixin private Settings settings = new Settings();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return Server.run(
                settings.read(Profile.PRODUCTION), Clock.systemUTC(), spec.commandLine().getOut());
    }
}
