package io.holdfast.bootstrap.cli;

import io.holdfast.bootstrap.Server;
import io.holdfast.bootstrap.config.Config.Profile;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./holdfast up`
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Run everything: database, schema, server, demonstration.",
            "The first start makes its data, a model, an admin and keys, shown once."
        })
final class UpCommand implements Callable<Integer> {

    @Mixin private Settings settings = new Settings();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return Server.run(
                settings.read(Profile.DEMO), Clock.systemUTC(), spec.commandLine().getOut());
    }
}
