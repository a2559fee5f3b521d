package io.holdfast.bootstrap.cli;

import io.holdfast.application.identity.RecordAction;
import io.holdfast.bootstrap.App;
import io.holdfast.bootstrap.Logging;
import io.holdfast.bootstrap.config.Config;
import io.holdfast.bootstrap.config.Config.Profile;
import io.holdfast.bootstrap.config.ConfigReader;
import io.holdfast.bootstrap.config.YamlFile;
import io.holdfast.domain.identity.AuditEvent.Actor;
import io.holdfast.domain.identity.AuditEvent.Result;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Option;

/// Where a command reads its configuration from.
final class Settings {

    private static final System.Logger LOG = System.getLogger(Settings.class.getName());

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

    /// Opens as a guest for a command that changes something, and tells the audit trail: before, so
    /// that nothing is done that cannot be told, and with the result.
    ///
    /// @param name of the command, such as `user create`
    /// @param target to whom or what it is done; never a secret
    /// @param work answers the exit code
    int change(String name, String target, ToIntFunction<App> work) {
        try (var app = openAsGuest()) {
            var operator = new Actor(Actor.Kind.OPERATOR, "", System.getProperty("user.name", ""));
            var action = new RecordAction.Action(operator, name, target, "", "");
            var record = app.identity().recordAction();
            var id = record.begin(action);
            var result = Result.FAILED;
            try {
                int code = work.applyAsInt(app);
                result = Result.SUCCEEDED;
                return code;
            } catch (Refused e) {
                result = Result.REFUSED;
                throw e;
            } finally {
                try {
                    record.end(id, action, result);
                } catch (RuntimeException e) {
                    // What was done is done, and its beginning is told.
                    LOG.log(Level.ERROR, "the audit trail lacks the end of " + name, e);
                }
            }
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("holdfast.home", "")).toAbsolutePath();
    }
}
