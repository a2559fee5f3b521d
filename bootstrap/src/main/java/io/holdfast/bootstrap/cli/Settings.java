package io.holdfast.bootstrap.cli;

import io.holdfast.bootstrap.App;
import io.holdfast.bootstrap.Logging;
import io.holdfast.bootstrap.config.Config;
import io.holdfast.bootstrap.config.Config.Profile;
import io.holdfast.bootstrap.config.ConfigReader;
import io.holdfast.bootstrap.config.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;

/// Where a command reads its configuration from.
final class Settings {

    private static final Path NONE = Path.of("");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read this file instead of application.yaml beside the program.")
    private Path file = NONE;

    private Path file() {
        if (file.equals(NONE)) {
            return home().resolve("application.yaml");
        }
        if (!Files.isRegularFile(file)) {
            throw new Refused("There is no configuration file " + file + ".");
        }
        return file;
    }

    Config read(Profile standard) {
        var config = ConfigReader.read(YamlFile.read(file()), System.getenv(), home(), standard);
        Logging.install(config.logLevel());
        return config;
    }

    /// For a command that works beside a server or without one. Secrets that only a server needs
    /// may be missing: the demo's folder serves as well as production's.
    App openAsGuest() {
        return App.open(read(Profile.DEMO), Clock.systemUTC(), App.Ownership.GUEST);
    }

    private static Path home() {
        return Path.of(System.getProperty("holdfast.home", "")).toAbsolutePath();
    }
}
