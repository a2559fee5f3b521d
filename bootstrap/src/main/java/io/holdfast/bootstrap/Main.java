package io.holdfast.bootstrap;

import io.holdfast.bootstrap.cli.CommandLineInterface;

/// The program's entry: everything is a sub-command.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.manager", SteadyLogging.class.getName());
        System.exit(CommandLineInterface.run(arguments));
    }
}
