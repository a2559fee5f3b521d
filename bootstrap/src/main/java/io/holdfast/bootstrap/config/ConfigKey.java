package io.holdfast.bootstrap.config;

import java.util.Arrays;
import java.util.Optional;

/// Every setting there is: its key in application.yaml, its environment variable, what it is when
/// nobody says anything, and what it means. docs/operations.md lists the same, and a test compares.
public enum ConfigKey {
    PROFILE(
            "profile",
            "HOLDFAST_PROFILE",
            "",
            "`demo` or `production`; `serve` runs `production` and every other command `demo` unless told otherwise"),
    DATA_DIR(
            "data-dir",
            "HOLDFAST_DATA_DIR",
            "",
            "folder of the embedded database and of the demo's secrets; `.holdfast` beside the program unless told otherwise"),
    HOST("server.host", "HOLDFAST_HOST", "127.0.0.1", "address to listen on"),
    PORT("server.port", "HOLDFAST_PORT", "8080", "port to listen on, 0 for any free one"),
    MAX_BODY_BYTES(
            "server.max-body-bytes",
            "HOLDFAST_MAX_BODY_BYTES",
            "33554432",
            "largest request body, 1 KiB to 1 GiB"),
    CORS_ORIGINS(
            "server.cors-origins",
            "HOLDFAST_CORS_ORIGINS",
            "",
            "origins that browsers may call from, separated by commas"),
    SECURE_COOKIES(
            "server.secure-cookies",
            "HOLDFAST_SECURE_COOKIES",
            "false",
            "mark the session cookie Secure and send HSTS; needed behind a proxy with TLS that is not in `server.trusted-proxies`"),
    TLS_CERTIFICATE_FILE(
            "server.tls.certificate-file",
            "HOLDFAST_TLS_CERTIFICATE_FILE",
            "",
            "PEM file with the certificate and those that vouch for it; turns TLS on"),
    TLS_PRIVATE_KEY_FILE(
            "server.tls.private-key-file",
            "HOLDFAST_TLS_PRIVATE_KEY_FILE",
            "",
            "PEM file with its private key: PKCS#8, PKCS#1 or EC, not encrypted"),
    TLS_KEYSTORE_FILE(
            "server.tls.keystore-file",
            "HOLDFAST_TLS_KEYSTORE_FILE",
            "",
            "PKCS#12 file with both, instead of the two PEM files; turns TLS on"),
    TLS_KEYSTORE_PASSWORD(
            "server.tls.keystore-password", "HOLDFAST_TLS_KEYSTORE_PASSWORD", "", "its password"),
    TRUSTED_PROXIES(
            "server.trusted-proxies",
            "HOLDFAST_TRUSTED_PROXIES",
            "",
            "addresses and networks such as `10.0.0.0/8` whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, separated by commas"),
    SHUTDOWN_GRACE_SECONDS(
            "server.shutdown-grace-seconds",
            "HOLDFAST_SHUTDOWN_GRACE_SECONDS",
            "20",
            "how long running requests may take to end at shutdown, 0 to 600"),
    DB_URL(
            "database.url",
            "HOLDFAST_DB_URL",
            "",
            "`jdbc:postgresql://host:port/name` of a PostgreSQL 15 or newer; empty for the embedded one"),
    DB_USER("database.user", "HOLDFAST_DB_USER", "holdfast", "user of that database"),
    DB_PASSWORD("database.password", "HOLDFAST_DB_PASSWORD", "", "its password"),
    DB_POOL_SIZE(
            "database.pool-size", "HOLDFAST_DB_POOL_SIZE", "16", "connections at most, 2 to 200"),
    API_KEY(
            "security.api-key",
            "HOLDFAST_API_KEY",
            "",
            "a client key, at least 16 characters, tier `internal`"),
    ADMIN_API_KEY(
            "security.admin-api-key",
            "HOLDFAST_ADMIN_API_KEY",
            "",
            "an admin key, at least 16 characters, tier `internal`"),
    ADMIN_USERNAME(
            "security.admin-username",
            "HOLDFAST_ADMIN_USERNAME",
            "admin",
            "name of the first admin"),
    ADMIN_PASSWORD(
            "security.admin-password",
            "HOLDFAST_ADMIN_PASSWORD",
            "",
            "password of the first admin, 8 to 128 characters; used once, when there is no admin"),
    SECRET_KEY(
            "security.secret-key",
            "HOLDFAST_SECRET_KEY",
            "",
            "signs access tokens, at least 32 bytes; required in production, made and kept in the data folder in the demo"),
    PREVIOUS_SECRET_KEYS(
            "security.previous-secret-keys",
            "HOLDFAST_PREVIOUS_SECRET_KEYS",
            "",
            "earlier secrets whose tokens are still taken, separated by commas; at most 5, each of at least 32 bytes"),
    SIGNING_ALGORITHM(
            "security.signing-algorithm",
            "HOLDFAST_SIGNING_ALGORITHM",
            "HS256",
            "`HS256` signs access tokens by the secret; `RS256` and `EdDSA` by a private key, so that other services can check them"),
    SIGNING_KEY_FILE(
            "security.signing-key-file",
            "HOLDFAST_SIGNING_KEY_FILE",
            "",
            "PEM file with the private key (PKCS#8, not encrypted) for `RS256` (2048 bits or more) or `EdDSA` (Ed25519), and public keys whose tokens are still taken, at most 5"),
    OIDC_ISSUER(
            "security.oidc-issuer",
            "HOLDFAST_OIDC_ISSUER",
            "",
            "identity provider whose tokens are taken, exactly as they name it, such as `https://login.example.org/realms/shop`; empty for none"),
    OIDC_AUDIENCE(
            "security.oidc-audience",
            "HOLDFAST_OIDC_AUDIENCE",
            "",
            "what the provider's tokens must name as their audience; required with an issuer"),
    OIDC_USERNAME_CLAIM(
            "security.oidc-username-claim",
            "HOLDFAST_OIDC_USERNAME_CLAIM",
            "preferred_username",
            "the claim that a provider's user is named by here"),
    TOKEN_DAYS(
            "security.token-days",
            "HOLDFAST_TOKEN_DAYS",
            "30",
            "days until an access token ends, 1 to 365"),
    SCRAPE_TOKEN(
            "security.scrape-token",
            "HOLDFAST_SCRAPE_TOKEN",
            "",
            "bearer token that opens `GET /metrics` to a scraper, at least 16 characters; empty for none"),
    LIMIT_AUTH(
            "limits.auth",
            "HOLDFAST_LIMIT_AUTH",
            "5/min",
            "sign-ins and registrations of an IP address, such as `5/min`, `100/hour`, `10/s` or `1000/day`"),
    LIMIT_PREDICT_BASIC(
            "limits.predict-basic",
            "HOLDFAST_LIMIT_PREDICT_BASIC",
            "10/min",
            "scores and explanations of a `basic` key"),
    LIMIT_PREDICT_PREMIUM(
            "limits.predict-premium",
            "HOLDFAST_LIMIT_PREDICT_PREMIUM",
            "1000/min",
            "scores and explanations of a `premium` key"),
    LIMIT_DEFAULT_BASIC(
            "limits.default-basic",
            "HOLDFAST_LIMIT_DEFAULT_BASIC",
            "100/hour",
            "other requests of a `basic` key"),
    LIMIT_DEFAULT_PREMIUM(
            "limits.default-premium",
            "HOLDFAST_LIMIT_DEFAULT_PREMIUM",
            "100/min",
            "other requests of a `premium` key"),
    LIMIT_BATCH(
            "limits.batch",
            "HOLDFAST_LIMIT_BATCH",
            "10/min",
            "batches of a key, or of a user without one"),
    LIMIT_ADDRESS(
            "limits.address",
            "HOLDFAST_LIMIT_ADDRESS",
            "100/min",
            "requests of an IP address without a key, or with one that is refused"),
    ADMIN_NETWORKS(
            "security.admin-networks",
            "HOLDFAST_ADMIN_NETWORKS",
            "",
            "addresses and networks from where admins' routes and keys may be used, separated by commas; empty for everywhere"),
    INFERENCE_LOG(
            "inference-log.mode",
            "HOLDFAST_INFERENCE_LOG",
            "durable",
            "`durable`: an answer is given after its row is committed; `async`: after it is queued, so that a crash loses the queue"),
    INFERENCE_QUEUE(
            "inference-log.queue",
            "HOLDFAST_INFERENCE_QUEUE",
            "20000",
            "predictions that may wait for a commit, 10000 to 1000000; above it a request is answered 503"),
    TRAINING_THREADS(
            "training.threads",
            "HOLDFAST_TRAINING_THREADS",
            "0",
            "processors that training may use, 0 for all"),
    WORK_BATCHES(
            "work.batches",
            "HOLDFAST_WORK_BATCHES",
            "2",
            "background batches that this node scores at once, 1 to 32"),
    WORK_TRAININGS(
            "work.trainings",
            "HOLDFAST_WORK_TRAININGS",
            "1",
            "background trainings that this node does at once, 1 to 8"),
    TICKET_COST(
            "analytics.ticket-cost",
            "HOLDFAST_ANALYTICS_TICKET_COST",
            "5.00",
            "what a support ticket costs, in the currency of the orders, 0 to 100000; discounts are added to it in `cost_to_serve`"),
    ANALYTICS_REFRESH(
            "analytics.refresh-minutes",
            "HOLDFAST_ANALYTICS_REFRESH_MINUTES",
            "30",
            "minutes between refreshes of the profiles that Customer-360 keeps, 1 to 1440"),
    ANALYTICS_CACHE(
            "analytics.cache-minutes",
            "HOLDFAST_ANALYTICS_CACHE_MINUTES",
            "30",
            "minutes for which an answer of Customer-360 is given again, and a refresh counts as fresh, 1 to 1440"),
    RETENTION_PREDICTIONS(
            "retention.predictions-days",
            "HOLDFAST_RETENTION_PREDICTIONS_DAYS",
            "0",
            "days that predictions of the inference log are kept; 0 for ever"),
    RETENTION_SHADOW(
            "retention.shadow-days",
            "HOLDFAST_RETENTION_SHADOW_DAYS",
            "90",
            "days that scores of shadows are kept; 0 for ever"),
    RETENTION_OUTCOMES(
            "retention.outcomes-days",
            "HOLDFAST_RETENTION_OUTCOMES_DAYS",
            "0",
            "days that outcomes are kept; 0 for ever"),
    RETENTION_BATCHES(
            "retention.batches-days",
            "HOLDFAST_RETENTION_BATCHES_DAYS",
            "30",
            "days that batches and their results are kept, from their end on; 0 for ever"),
    RETENTION_OUTBOX(
            "retention.outbox-days",
            "HOLDFAST_RETENTION_OUTBOX_DAYS",
            "30",
            "days that messages of the outbox are kept, from their delivery on; 0 for ever"),
    RETENTION_JOBS(
            "retention.jobs-days",
            "HOLDFAST_RETENTION_JOBS_DAYS",
            "365",
            "days that trainings are kept, from their end on; what was trained stays; 0 for ever"),
    RETENTION_SESSIONS(
            "retention.sessions-days",
            "HOLDFAST_RETENTION_SESSIONS_DAYS",
            "90",
            "days that sessions are kept, from their end on; 0 for ever"),
    RETENTION_AUDIT(
            "retention.audit-days",
            "HOLDFAST_RETENTION_AUDIT_DAYS",
            "0",
            "days that rows of the audit trail are kept; 0 for ever"),
    RETENTION_EVENTS(
            "retention.events-days",
            "HOLDFAST_RETENTION_EVENTS_DAYS",
            "0",
            "days that customers' events are kept; 0 for ever"),
    RETENTION_QUARANTINE(
            "retention.quarantine-days",
            "HOLDFAST_RETENTION_QUARANTINE_DAYS",
            "90",
            "days that facts wait for what they are about; 0 for ever"),
    RETENTION_IMPORTS(
            "retention.imports-days",
            "HOLDFAST_RETENTION_IMPORTS_DAYS",
            "30",
            "days that imports and their rejected rows are kept, from their end on; 0 for ever"),
    LOG_LEVEL("log.level", "HOLDFAST_LOG_LEVEL", "INFO", "`ERROR`, `WARNING`, `INFO` or `DEBUG`");

    private final String yamlKey;
    private final String variable;
    private final String fallback;
    private final String meaning;

    ConfigKey(String yamlKey, String variable, String fallback, String meaning) {
        this.yamlKey = yamlKey;
        this.variable = variable;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    public String yamlKey() {
        return yamlKey;
    }

    public String variable() {
        return variable;
    }

    public String fallback() {
        return fallback;
    }

    public String meaning() {
        return meaning;
    }

    static Optional<ConfigKey> ofYamlKey(String yamlKey) {
        return Arrays.stream(values()).filter(key -> key.yamlKey.equals(yamlKey)).findFirst();
    }

    static Optional<ConfigKey> ofVariable(String variable) {
        return Arrays.stream(values()).filter(key -> key.variable.equals(variable)).findFirst();
    }
}
