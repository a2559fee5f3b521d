package io.holdfast.bootstrap.config;

import io.holdfast.domain.kernel.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// All settings, checked. Secrets do not show in `toString`.
public record Config(
        Profile profile,
        Path dataDir,
        Server server,
        Database database,
        Security security,
        InferenceLog inferenceLog,
        int trainingThreads,
        Work work,
        System.Logger.Level logLevel) {

    public enum Profile {
        DEMO,
        PRODUCTION
    }

    public record Server(
            String host,
            int port,
            int maxBodyBytes,
            List<String> corsOrigins,
            boolean secureCookies,
            Duration shutdownGrace,
            Tls tls,
            List<Network> trustedProxies) {}

    /// Whether the server speaks TLS itself, and with what.
    public sealed interface Tls {
        record Off() implements Tls {}

        record Pem(Path certificates, Path privateKey) implements Tls {}

        record KeyStore(Path file, Secret password) implements Tls {}
    }

    /// Which PostgreSQL to use.
    public sealed interface Database {
        int poolSize();

        record Embedded(int poolSize) implements Database {}

        record External(String url, String user, Secret password, int poolSize)
                implements Database {}
    }

    /// Empty secrets are ones nobody set.
    public record Security(
            Secret apiKey,
            Secret adminApiKey,
            String adminUsername,
            Secret adminPassword,
            Secret secretKey,
            Duration tokenLifetime,
            Secret scrapeToken,
            List<Network> adminNetworks) {}

    public record InferenceLog(boolean async, int queue) {}

    /// What this node does in the background at once.
    public record Work(int batches, int trainings) {}

    /// A text that is never printed.
    public record Secret(String value) {
        public boolean isSet() {
            return !value.isEmpty();
        }

        @Override
        public String toString() {
            return isSet() ? "[set]" : "[not set]";
        }
    }
}
