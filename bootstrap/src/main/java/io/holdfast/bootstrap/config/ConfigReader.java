package io.holdfast.bootstrap.config;

import io.holdfast.application.identity.LimitRequests;
import io.holdfast.bootstrap.config.Config.Profile;
import io.holdfast.bootstrap.config.Config.Secret;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.Quota;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.Network;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the settings once: what application.yaml says, then what the environment says. A missing,
/// malformed or unknown key stops the start, and every fault is named.
public final class ConfigReader {

    /// Read by the start script, not by the program.
    private static final List<String> SCRIPT_VARIABLES = List.of("HOLDFAST_JAVA_OPTS");

    private static final String PREFIX = "HOLDFAST_";
    private static final int MIN_KEY_LENGTH = 16;
    private static final int MAX_BODY = 1 << 30;
    private static final int MAX_DAYS = 36_500;

    /// As `Quota` takes it.
    private static final Pattern QUOTA =
            Pattern.compile("([1-9][0-9]{0,5}|1000000)/(s|min|hour|day)");

    private final List<String> faults = new ArrayList<>();
    private static final Pattern PRICE = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,4})?");
    private static final BigDecimal MAX_PRICE = BigDecimal.valueOf(100_000);

    private final Map<ConfigKey, String> given = new EnumMap<>(ConfigKey.class);
    private final Map<ConfigKey, String> sources = new EnumMap<>(ConfigKey.class);

    private ConfigReader() {}

    /// @param yaml the flattened content of application.yaml
    /// @param environment the process environment
    /// @param home the program's folder
    /// @param standard the profile where none is set
    /// @throws ConfigException naming every fault
    public static Config read(
            Map<String, String> yaml,
            Map<String, String> environment,
            Path home,
            Profile standard) {
        return new ConfigReader().readAll(yaml, environment, home, standard);
    }

    private Config readAll(
            Map<String, String> yaml,
            Map<String, String> environment,
            Path home,
            Profile standard) {
        yaml.forEach((name, value) ->
                ConfigKey.ofYamlKey(name)
                        .ifPresentOrElse(
                                key -> put(key, value, name),
                                () -> faults.add(name + ": unknown key")));
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !SCRIPT_VARIABLES.contains(name)) {
                ConfigKey.ofVariable(name)
                        .ifPresentOrElse(
                                key -> put(key, value, name),
                                () -> faults.add(name + ": unknown variable"));
            }
        });
        var profile = profile(standard);
        var config =
                new Config(
                        profile,
                        dataDir(home),
                        server(),
                        database(),
                        security(profile),
                        limits(),
                        new Config.InferenceLog(
                                oneOf(ConfigKey.INFERENCE_LOG, "durable", "async").equals("async"),
                                whole(ConfigKey.INFERENCE_QUEUE, 10_000, 1_000_000)),
                        trainingThreads(),
                        new Config.Work(
                                whole(ConfigKey.WORK_BATCHES, 1, 32),
                                whole(ConfigKey.WORK_TRAININGS, 1, 8)),
                        new Config.Analytics(
                                ticketCost(),
                                Duration.ofMinutes(whole(ConfigKey.ANALYTICS_REFRESH, 1, 1_440)),
                                Duration.ofMinutes(whole(ConfigKey.ANALYTICS_CACHE, 1, 1_440))),
                        retention(),
                        logLevel());
        if (!faults.isEmpty()) {
            throw new ConfigException(List.copyOf(faults));
        }
        return config;
    }

    private void put(ConfigKey key, String value, String source) {
        given.put(key, value.strip());
        sources.put(key, source);
    }

    private Profile profile(Profile standard) {
        if (text(ConfigKey.PROFILE).isEmpty()) {
            return standard;
        }
        return oneOf(ConfigKey.PROFILE, "demo", "production").equals("demo")
                ? Profile.DEMO
                : Profile.PRODUCTION;
    }

    private Path dataDir(Path home) {
        var text = text(ConfigKey.DATA_DIR);
        return (text.isEmpty() ? home.resolve(".holdfast") : Path.of(text))
                .toAbsolutePath()
                .normalize();
    }

    private Config.Server server() {
        return new Config.Server(
                text(ConfigKey.HOST),
                whole(ConfigKey.PORT, 0, 65_535),
                whole(ConfigKey.MAX_BODY_BYTES, 1_024, MAX_BODY),
                corsOrigins(),
                flag(ConfigKey.SECURE_COOKIES),
                Duration.ofSeconds(whole(ConfigKey.SHUTDOWN_GRACE_SECONDS, 0, 600)),
                tls(),
                networks(ConfigKey.TRUSTED_PROXIES));
    }

    private Config.Tls tls() {
        var certificates = text(ConfigKey.TLS_CERTIFICATE_FILE);
        var privateKey = text(ConfigKey.TLS_PRIVATE_KEY_FILE);
        var keyStore = text(ConfigKey.TLS_KEYSTORE_FILE);
        var password = text(ConfigKey.TLS_KEYSTORE_PASSWORD);
        if (certificates.isEmpty() != privateKey.isEmpty()) {
            fault(
                    certificates.isEmpty()
                            ? ConfigKey.TLS_CERTIFICATE_FILE
                            : ConfigKey.TLS_PRIVATE_KEY_FILE,
                    "is required beside the other file");
        }
        if (!certificates.isEmpty() && !keyStore.isEmpty()) {
            fault(ConfigKey.TLS_KEYSTORE_FILE, "must not be set beside a certificate file");
        }
        if (keyStore.isEmpty() != password.isEmpty()) {
            fault(
                    keyStore.isEmpty()
                            ? ConfigKey.TLS_KEYSTORE_FILE
                            : ConfigKey.TLS_KEYSTORE_PASSWORD,
                    "is required: a key store has a file and a password");
        }
        if (!certificates.isEmpty()) {
            return new Config.Tls.Pem(Path.of(certificates), Path.of(privateKey));
        }
        return keyStore.isEmpty()
                ? new Config.Tls.Off()
                : new Config.Tls.KeyStore(Path.of(keyStore), new Secret(password));
    }

    private List<Network> networks(ConfigKey key) {
        var networks = new ArrayList<Network>();
        for (var text : text(key).split(",", -1)) {
            if (text.isBlank()) {
                continue;
            }
            var network = Network.parse(text.strip());
            if (network.isEmpty()) {
                fault(key, "%s: \"%s\" is none".formatted(Network.RULE, text.strip()));
            }
            network.ifPresent(networks::add);
        }
        return List.copyOf(networks);
    }

    private List<String> corsOrigins() {
        var origins =
                Arrays.stream(text(ConfigKey.CORS_ORIGINS).split(",", -1))
                        .map(String::strip)
                        .filter(origin -> !origin.isEmpty())
                        .toList();
        for (var origin : origins) {
            if (!origin.matches("https?://[A-Za-z0-9.\\[\\]:-]+")) {
                fault(ConfigKey.CORS_ORIGINS, "must be origins such as https://app.example.org");
                break;
            }
        }
        return origins;
    }

    private Config.Database database() {
        var url = text(ConfigKey.DB_URL);
        int poolSize = whole(ConfigKey.DB_POOL_SIZE, 2, 200);
        if (url.isEmpty()) {
            return new Config.Database.Embedded(poolSize);
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            fault(ConfigKey.DB_URL, "must begin with jdbc:postgresql:");
        }
        return new Config.Database.External(
                url, text(ConfigKey.DB_USER), new Secret(text(ConfigKey.DB_PASSWORD)), poolSize);
    }

    private Config.Security security(Profile profile) {
        var username = text(ConfigKey.ADMIN_USERNAME);
        if (!Username.isValid(username)) {
            fault(ConfigKey.ADMIN_USERNAME, Username.RULE);
        }
        var password = text(ConfigKey.ADMIN_PASSWORD);
        if (!password.isEmpty() && !Password.isAcceptable(password)) {
            fault(ConfigKey.ADMIN_PASSWORD, Password.RULE);
        }
        var tokens = new TokenSettings(this::text, this::fault);
        var apiKey = key(ConfigKey.API_KEY);
        var adminApiKey = key(ConfigKey.ADMIN_API_KEY);
        if (apiKey.isSet() && apiKey.equals(adminApiKey)) {
            fault(ConfigKey.ADMIN_API_KEY, "must differ from the client key");
        }
        return new Config.Security(
                apiKey,
                adminApiKey,
                username,
                new Secret(password),
                tokens.signing(profile),
                tokens.provider(),
                Duration.ofDays(whole(ConfigKey.TOKEN_DAYS, 1, 365)),
                key(ConfigKey.SCRAPE_TOKEN),
                networks(ConfigKey.ADMIN_NETWORKS));
    }

    private LimitRequests.Limits limits() {
        return new LimitRequests.Limits(
                quota(ConfigKey.LIMIT_AUTH, "auth"),
                quota(ConfigKey.LIMIT_PREDICT_BASIC, "predict"),
                quota(ConfigKey.LIMIT_PREDICT_PREMIUM, "predict"),
                quota(ConfigKey.LIMIT_DEFAULT_BASIC, "default"),
                quota(ConfigKey.LIMIT_DEFAULT_PREMIUM, "default"),
                quota(ConfigKey.LIMIT_BATCH, "batch"),
                quota(ConfigKey.LIMIT_ADDRESS, "address"));
    }

    private Quota quota(ConfigKey key, String name) {
        var parts = QUOTA.matcher(text(key));
        if (!parts.matches()) {
            fault(
                    key,
                    "must be such as 5/min, with a number of 1 to 1000000, and s, min, hour or day");
            return new Quota(name, 1, Duration.ofSeconds(1));
        }
        var window =
                switch (parts.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "min" -> Duration.ofMinutes(1);
                    case "hour" -> Duration.ofHours(1);
                    default -> Duration.ofDays(1);
                };
        return new Quota(name, Long.parseLong(parts.group(1)), window);
    }

    private Secret key(ConfigKey key) {
        var text = text(key);
        if (!text.isEmpty() && text.length() < MIN_KEY_LENGTH) {
            fault(key, "must have at least " + MIN_KEY_LENGTH + " characters");
        }
        return new Secret(text);
    }

    private Config.Retention retention() {
        return new Config.Retention(
                days(ConfigKey.RETENTION_PREDICTIONS),
                days(ConfigKey.RETENTION_SHADOW),
                days(ConfigKey.RETENTION_OUTCOMES),
                days(ConfigKey.RETENTION_BATCHES),
                days(ConfigKey.RETENTION_OUTBOX),
                days(ConfigKey.RETENTION_JOBS),
                days(ConfigKey.RETENTION_SESSIONS),
                days(ConfigKey.RETENTION_AUDIT),
                days(ConfigKey.RETENTION_EVENTS),
                days(ConfigKey.RETENTION_QUARANTINE),
                days(ConfigKey.RETENTION_IMPORTS));
    }

    private BigDecimal ticketCost() {
        var text = text(ConfigKey.TICKET_COST);
        if (PRICE.matcher(text).matches()) {
            var cost = new BigDecimal(text);
            if (cost.compareTo(MAX_PRICE) <= 0) {
                return cost;
            }
        }
        fault(
                ConfigKey.TICKET_COST,
                "must be a number between 0 and " + MAX_PRICE.toPlainString() + " such as 5.00");
        return BigDecimal.ZERO;
    }

    private int days(ConfigKey key) {
        return whole(key, 0, MAX_DAYS);
    }

    private int trainingThreads() {
        int threads = whole(ConfigKey.TRAINING_THREADS, 0, 256);
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    private System.Logger.Level logLevel() {
        return System.Logger.Level.valueOf(
                oneOf(ConfigKey.LOG_LEVEL, "INFO", "ERROR", "WARNING", "DEBUG")
                        .toUpperCase(Locale.ROOT));
    }

    private String text(ConfigKey key) {
        return given.getOrDefault(key, key.fallback());
    }

    /// The text if it is one of the choices, else the first choice and a fault.
    private String oneOf(ConfigKey key, String... choices) {
        var text = text(key);
        for (var choice : choices) {
            if (choice.equalsIgnoreCase(text)) {
                return choice;
            }
        }
        fault(key, "must be one of " + String.join(", ", choices));
        return choices[0];
    }

    private boolean flag(ConfigKey key) {
        return oneOf(key, "false", "true").equals("true");
    }

    private int whole(ConfigKey key, int min, int max) {
        try {
            int value = Integer.parseInt(text(key));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Answered below like a number out of range.
        }
        fault(key, "must be a whole number from " + min + " to " + max);
        return min;
    }

    private void fault(ConfigKey key, String detail) {
        faults.add(sources.getOrDefault(key, key.variable()) + " " + detail);
    }
}
