package io.holdfast.bootstrap.cli;

import io.holdfast.bootstrap.BenchServer;
import io.holdfast.bootstrap.Logging;
import io.holdfast.bootstrap.SteadyLogging;
import io.holdfast.bootstrap.config.Config.Profile;
import io.holdfast.bootstrap.config.ConfigReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/// Entry of the process that `./holdfast bench` starts and measures; no command leads here.
public final class BenchServerMain {

    private BenchServerMain() {}

    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.util.logging.manager", SteadyLogging.class.getName());
        var config = ConfigReader.read(Map.of(), System.getenv(), Path.of(""), Profile.PRODUCTION);
        Logging.install(config.logLevel());
        int code = 1;
        try {
            BenchServer.run(
                    config,
                    Clock.systemUTC(),
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                    new PrintWriter(System.out, true, StandardCharsets.UTF_8));
            code = 0;
        } finally {
            // Whatever it was: the server and its database do not stay behind.
            System.exit(code);
        }
    }
}
