package io.holdfast.bootstrap.config;

import io.holdfast.application.identity.LimitRequests;
import io.holdfast.domain.kernel.Network;
import java.math.BigDecimal;
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
        LimitRequests.Limits limits,
        InferenceLog inferenceLog,
        int trainingThreads,
        Work work,
        Analytics analytics,
        Retention retention,
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
            Signing signing,
            Provider provider,
            Duration tokenLifetime,
            Secret scrapeToken,
            List<Network> adminNetworks) {}

    /// How access tokens are signed.
    public sealed interface Signing {

        /// HS256.
        ///
        /// @param present empty in the demo, which makes one
        /// @param earlier whose tokens are still taken
        record BySecret(Secret present, List<Secret> earlier) implements Signing {
            public BySecret {
                earlier = List.copyOf(earlier);
            }
        }

        /// @param algorithm `RS256` or `EdDSA`
        /// @param pem the content of the key file
        record ByPrivateKey(String algorithm, Secret pem) implements Signing {}
    }

    /// Whose tokens are taken beside our own.
    public sealed interface Provider {
        record None() implements Provider {}

        /// Of OpenID Connect.
        record Trusted(String issuer, String audience, String usernameClaim) implements Provider {}
    }

    public record InferenceLog(boolean async, int queue) {}

    /// @param ticketCost what a support ticket costs, in the currency of the orders
    /// @param refreshEvery the time between refreshes of the kept profiles
    /// @param cacheFor for how long an answer is given again, and a refresh counts as fresh
    public record Analytics(BigDecimal ticketCost, Duration refreshEvery, Duration cacheFor) {}

    /// What this node does in the background at once.
    public record Work(int batches, int trainings) {}

    /// How many days each is kept from its end on; 0 for ever.
    public record Retention(
            int predictions,
            int shadow,
            int outcomes,
            int batches,
            int outbox,
            int jobs,
            int sessions,
            int audit,
            int events,
            int quarantine,
            int imports) {}

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
